// What `inspect page` tells about a page beyond its recorded facts: base, rel of links, dates.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/fact.h"
#include "core/html/place.h"
#include "core/json.h"
#include "crawler/page/page_reader.h"

namespace duwang::app {

struct PageScan {
    std::string base;                        // <base href> as written
    std::map<std::size_t, std::string> rel;  // by the offset of the tag
    struct Time {
        std::string value;  // <time datetime>
        std::size_t offset = 0;
    };
    std::vector<Time> times;
    std::string text;  // what stands in data, blanks collapsed
    // Where pieces of `text` come from: their places in it and in the page.
    std::vector<std::pair<std::size_t, std::size_t>> pieces;

    std::size_t offset_of(std::size_t at) const;  // in the page, of a place in `text`
};

PageScan scan_page(std::string_view utf8);

// Dates of meta data, <time>, the address and the text, each with its kind: published, updated,
// validity or other, and its place; null where it has none (the address).
Json page_dates(const PageScan& scan, const PageFacts& facts, const crawler::PageContext& context,
                const html::PlaceFinder& places);

// Licences of the 增值电信业务 kind ("京ICP证030173号"), which are no ICP record.
void add_icp_licences(const PageScan& scan, const html::PlaceFinder& places, Json& identifiers);

}  // namespace duwang::app
