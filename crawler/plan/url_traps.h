// Traps that show in the address alone (爬行陷阱, portal-quirks K08 to K11). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "core/url.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct QueryPart {
    std::string name;  // lower case
    std::string_view value;
};
std::vector<QueryPart> query_parts(const Url& url);

// "mirror_page", "search_page", "runaway_path", "calendar"; empty when the address is no trap.
// A calendar is one when it has turned to years before 1995 or more than a month after `as_of`.
std::string_view trap_of(const Url& url, const TrapOptions& options, Date as_of);

// 翻页: which page of which list an address is.
struct PageNumber {
    std::string list;  // what the pages of one list have in common
    std::int64_t number = 0;
};
// From a parameter (?page=3) or the name of the file (index_3.html, list-3.shtml).
std::optional<PageNumber> page_number_of(const Url& url, const TrapOptions& options);

// What addresses of one kind have in common: host, path and the names of the parameters.
struct UrlKind {
    std::string path;        // host and path
    std::string parameters;  // their names, sorted
    bool calendar = false;   // a parameter is a date
};
UrlKind kind_of(const Url& url, const TrapOptions& options, const UrlRules& rules);

}  // namespace duwang::crawler
