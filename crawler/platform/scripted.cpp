// Further pages exist, but only a script or a form leads there: never "one page" (P10).
#include "crawler/platform/pager_links.h"

namespace duwang::crawler::platform {

bool read_scripted(const Page& page);
bool read_scripted(const Page& page) { return read_pager_links(page.document, page); }

}  // namespace duwang::crawler::platform
