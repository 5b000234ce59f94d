// 开普 UCAP: createPageHTML('container', pages, current from 1, 'common_list', 'shtml', records).
// The second page is common_list_2.shtml (U06, P03).
#include "crawler/platform/pager_call.h"
#include "crawler/platform/platform.h"

namespace duwang::crawler::platform {

bool read_ucap(const Page& page);
bool read_ucap(const Page& page) {
    const auto call = pager_call(page, /*names_container=*/true);
    if (!call) return false;
    PagerFacts& pager = page.pager();
    pager.kind = "ucap";
    note_call(*call, 1, pager);
    add_numbered(page, call->name, call->extension, 2, pager.pages);
    return true;
}

}  // namespace duwang::crawler::platform
