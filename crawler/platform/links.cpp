// No dialect: the pager stands in the page as links (P07, P10–P13, P15).
#include "crawler/platform/pager_links.h"

namespace duwang::crawler::platform {

bool read_links(const Page& page);
bool read_links(const Page& page) { return read_pager_links(page.document, page); }

}  // namespace duwang::crawler::platform
