// 站内搜索: what the site's own search said to questions whose answers are known. Facts only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"

namespace duwang {

struct SearchQuestion {
    std::string kind;      // title, number (发文字号), no_hit, empty
    std::string words;     // that were searched for
    std::string expected;  // the address that has to be found; empty: none
    std::string url;       // that was asked
    std::string status;    // word of the answer: ok, http_500, timeout …
    bool found = false;    // the first page of results names it, or leads to it
    int results = 0;       // links with words on that page that the page for nonsense has not
    std::int64_t exchange = 0;
};

struct SearchFacts {
    // asked; no_form (the home page shows none), posts (its form sends with POST: not asked),
    // robots_denied, no_titles (nothing is known that could be searched for), home_failed
    std::string state;
    std::string action;  // where the form leads
    std::string field;   // that takes the words
    // What it says is the same whatever is asked: a script fills it in, or nothing does.
    bool same_for_all = false;
    std::vector<SearchQuestion> questions;
};

Json to_json(const SearchFacts& facts);
SearchFacts search_facts_from_json(const Json& json);

}  // namespace duwang
