// One entry of a list: its title, link and date, wherever they stand in it (quirks L04–L06, D02).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/html/tree.h"
#include "core/list_facts.h"
#include "crawler/page/dates.h"

namespace duwang::crawler {

// An entry's parts as read from its element.
struct Entry {
    std::string outside;     // text outside links
    std::string title;       // of the best link
    std::string full_title;  // its title attribute
    std::string inside;      // text of all links
    std::string href;
    std::string column;             // text of the cell under the head of publication dates
    std::vector<html::Node> below;  // links of lists nested in it (L03)
};

// What the heads of a table say about its columns (D13).
struct ColumnHeads {
    enum class Kind : unsigned char { other, published, business };
    std::vector<Kind> columns;  // empty: no heads
};

// Text outside links and inside them; lists nested in the entry are left out.
Entry read_entry(html::Node element, const ColumnHeads& heads = {});

// L06: the title attribute is the whole title when it begins with what is shown.
std::string title_of(const Entry& entry);
bool is_cut(std::string_view title);  // does it end with "…"?

struct EntryDate {
    std::string iso;   // empty: none
    std::string from;  // ListItem::date_from
    Date day;
    bool year_assumed = false;
};
// `path`: of the entry's address; its year completes a date that has none. `by_day` is set when
// another day than `as_of` could have led to another date.
EntryDate date_of(const Entry& entry, std::string_view path, const Date& as_of, bool& by_day);

// Entries whose link is the whole entry carry the date in their text; it is no title.
std::string without_date(const std::string& title, const Date& as_of);

}  // namespace duwang::crawler
