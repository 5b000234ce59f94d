// What `inspect page` tells about a page beyond its recorded facts: base, rel of links, dates.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"
#include "core/json.h"
#include "core/time.h"

namespace duwang::app {

struct PageScan {
    std::string base;                        // <base href> as written
    std::map<std::size_t, std::string> rel;  // by the offset of the tag
    std::vector<std::string> times;          // <time datetime>
    std::string text;                        // what stands in data, blanks collapsed
};

PageScan scan_page(std::string_view utf8);

// Dates of meta data, <time>, the address and the text, each with its kind: published, updated,
// validity or other.
Json page_dates(const PageScan& scan, const PageFacts& facts, std::string_view path,
                const Date& reference);

// Licences of the 增值电信业务 kind ("京ICP证030173号"), which are no ICP record.
void add_icp_licences(std::string_view text, Json& identifiers);

}  // namespace duwang::app
