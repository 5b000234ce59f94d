// 首页跳转 (H14): a page that shows nothing itself and sends its visitors on – by refresh, by
// script, as a set of frames, as an image with one link.
#pragma once

#include <string>
#include <string_view>

#include "crawler/page/page_reader.h"

namespace duwang::crawler {

struct Forward {
    std::string ref;  // as written
    std::string by;   // refresh, script, frame, only_link; empty: the page sends nobody on
    std::size_t offset = 0;
};

// Only small pages without text are asked; `text` is the decoded page. A script that asks for the
// browser first (H12) sends on only some, so it does not count.
Forward forward_of(std::string_view text);

// Is a page so small and silent that it is worth asking?
bool may_forward(std::string_view text, const PageFacts& facts);

}  // namespace duwang::crawler
