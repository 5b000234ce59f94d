// What one site's crawl needs to know: the union of what the checks of the round ask for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/unit.h"
#include "crawler/options.h"
#include "crawler/page/page_reader.h"

namespace duwang::crawler {

struct SitePlan {
    Site site;
    std::vector<Column> columns;    // of all evaluated units on the site
    std::set<std::string> focus;    // names (blanks removed) of links whose target is judged
    std::optional<Date> look_back;  // no check needs older pages of lists; not set: all are needed
    bool probe_ipv6 = false;
    bool probe_https = false;
    bool probe_search = false;
    bool check_links = false;
    std::string seed;  // of the round: makes random paths repeatable
    Timestamp as_of;
    Options options;
    ReaderRules reader;
    std::string robots_agent = "DuWang";
};

}  // namespace duwang::crawler
