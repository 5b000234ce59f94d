// No dialect: the pager stands in the page as links (P07, P11–P13, P15).
#include "crawler/platform/pager_links.h"

namespace duwang::crawler::platform {

bool read_links(const Page& page);
bool read_links(const Page& page) {
    if (read_pager_links(page.document, page) && !page.pager().addresses.empty()) return true;
    page.pager() = PagerFacts();  // others may know more; at last `scripted` tells it
    return false;
}

}  // namespace duwang::crawler::platform
