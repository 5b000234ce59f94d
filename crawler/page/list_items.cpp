#include "crawler/page/list_items.h"

namespace duwang::crawler {
void read_structure(std::string_view, const PageContext&, std::string_view, PageFacts&) {}
}  // namespace duwang::crawler
