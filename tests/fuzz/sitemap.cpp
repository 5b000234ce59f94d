#include "crawler/sitemap/sitemap.h"

#include "core/text/utf8.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {

void sitemap(std::string_view bytes) {
    const crawler::Sitemap found = crawler::parse_sitemap(bytes);
    for (const crawler::SitemapEntry& entry : found.entries)
        require(is_valid_utf8(entry.loc), "addresses are UTF-8");
}

}  // namespace duwang::fuzz
