// A pager made of links: "上一页 1 2 3 下一页 尾页", in the page or in markup that was hidden in
// it.
#pragma once

#include "crawler/platform/platform.h"

namespace duwang::crawler::platform {

// Finds it in a document and fills the pager; addresses that are no addresses (javascript:, '#'
// with a handler) make it need a script (P10). False: there is none.
bool read_pager_links(const html::Document& document, const Page& page);

}  // namespace duwang::crawler::platform
