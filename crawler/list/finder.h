// Where lists are in a page: repeated siblings with links and dates, whatever their tags (L01,
// L02).
#pragma once

#include <vector>

#include "core/html/document.h"
#include "core/time.h"
#include "crawler/list/entry.h"

namespace duwang::crawler {

struct FoundEntry {
    html::Node element;
    html::Node beside;  // where its date stands, when that is the sibling behind it
};

struct FoundList {
    html::Node node;  // around the entries
    std::vector<FoundEntry> entries;
    bool dated = true;
};

struct FoundLists {
    std::vector<FoundList> lists;  // in the order of the page; lists inside entries are left out
    bool by_day = false;           // another day than `as_of` could have led to others
};

// Lists whose entries have dates; where there is none, the one that says most without.
FoundLists find_lists(const html::Document& document, const Date& as_of);

}  // namespace duwang::crawler
