// What the order and the surroundings of lists say: entries kept on top, and which list of a page
// is the main one (quirks D03, L14). Pure.
#pragma once

#include <span>
#include <vector>

#include "core/list_facts.h"
#include "crawler/list/rules.h"

namespace duwang::crawler {

// 置顶: entries at the beginning that are older than the one behind them, where those that follow
// are in falling order. `items`: of one list.
void mark_sticky(std::span<ListItem> items);

// What speaks for a list being the main one.
struct ListSigns {
    std::size_t entries = 0;
    std::size_t title_chars = 0;  // of all entries
    bool dated = true;
    bool has_pager = false;  // the pager stands behind it
    bool side_name = false;  // an element around it is called so
    bool side_heading = false;
    bool is_twin = false;  // another list says all of it
};
// Fills the roles; `signs` is in step with `lists`.
void assign_roles(const std::vector<ListSigns>& signs, std::vector<ListFacts>& lists);

}  // namespace duwang::crawler
