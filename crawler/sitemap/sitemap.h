// sitemap.xml, its index and its plain-text form (sitemaps.org), RSS 2.0 and Atom (RFC 4287): the
// addresses a site names by itself (站点地图、订阅).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

struct SitemapEntry {
    std::string loc;        // of a sitemap or an index
    std::string lastmod;    // ISO 8601 as written; of a feed: when it was changed
    std::string title;      // of a feed, blanks collapsed
    std::string link;       // of a feed
    std::string published;  // of a feed, ISO 8601
};

struct SitemapLimits {
    std::size_t entries_max = 50'000;  // sitemaps.org
    std::size_t bytes_max = 50 << 20;  // after gzip
    std::size_t loc_bytes_max = 2'048;
    std::size_t title_bytes_max = 4'096;
};

struct Sitemap {
    std::string kind = "unknown";  // sitemap, sitemap_index, rss, atom, text, unknown
    std::string title;             // of a feed
    std::string link;
    std::vector<SitemapEntry> entries;
    // "word: how many or what", e.g. "loc_too_long: 3", "rejected_dtd", "parse_error: line 7: …".
    std::vector<std::string> warnings;
};

// `bytes` as sent; gzip is undone here. Whatever is wrong with them, what could be read is told.
Sitemap parse_sitemap(std::string_view bytes, const SitemapLimits& limits = {});

// "Tue, 25 Aug 2026 10:03:00 +0800" (RFC 822, as feeds write it) → "2026-08-25T10:03:00+08:00";
// what is no such date comes back as it is.
std::string iso_of_feed_date(std::string_view text);

}  // namespace duwang::crawler
