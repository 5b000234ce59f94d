// 正文: where the main text of a page is, and what it is made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/article.h"
#include "crawler/article/text.h"
#include "crawler/page/fingerprint.h"

namespace duwang::crawler {

struct MainArea {
    html::Node node;  // nothing: the page has no main text that can be told from the rest
    std::uint32_t from_line = 0, to_line = 0;
    bool named = false;  // its class or id says so
};

// The container that is called so, else the smallest element that holds most of the sentences.
// What stands in links or is no sentence counts nothing, so navigation does not win.
MainArea find_main(const PageText& page);

struct BodySurroundings {
    bool has_attachments = false;
    bool late_content = false;  // scripts and the like may bring it yet
};
ArticleBody read_body(const PageText& page, const MainArea& area, const BodySurroundings& around);

}  // namespace duwang::crawler
