// 列表: what a page lists, how its further pages are reached, and whether that could be seen at
// all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace duwang {

// A link below an entry, e.g. the 解读 of a policy (quirk L03).
struct RelatedLink {
    std::string title, url;
};

// An entry of a list, as far as structure was read.
struct ListItem {
    std::string title;  // the whole one where the page has it, not the one cut by "…" (L06)
    std::string url;
    std::string date;        // ISO with the precision of the text, or empty: none is shown
    std::string date_from;   // text, link, title, column, script; "+path", "+reference": the year's
    bool truncated = false;  // the title is cut and the page does not say the rest
    bool sticky = false;     // 置顶: older than what stands below it (D03)
    bool external = false;   // leads to another registrable host (L09)
    bool after_reference = false;  // dated after the reference date (D07)
    std::uint32_t list = 0;        // which of PageFacts::lists
    std::int64_t offset = 0;       // of its element or, in a script, of its text
    std::vector<RelatedLink> related;
};

// One list of the page; its entries say so by their number.
struct ListFacts {
    std::string role;  // main; further: beside it; side: 侧栏, 推荐, 友情链接 and the like
    std::string heading;  // the words above it, or empty
    bool hidden = false;  // in a tab that is not shown, say (L11): counts all the same
    std::int64_t offset = 0;
};

// 翻页: how further pages of the list are reached.
struct PagerFacts {
    // Which dialect: trs, ucap, links, encoded, static_and_search, years, hanweb, jpaas, gkmlpt,
    // json, script; empty: no pager was found.
    std::string kind;
    std::int64_t pages = 0;    // 0: not said
    std::int64_t current = 0;  // from 1; 0: not said
    std::int64_t records = 0;  // 共 N 条 as declared: more than can be reached, perhaps (P17)
    std::int64_t page_size = 0;
    std::vector<std::string> addresses;  // of further pages, at most a few hundred, in order
    bool needs_script = false;  // further pages exist, but only a script or a form leads there
    std::string text;           // as written, shortened
    std::int64_t offset = 0;
};

// 列表可读性. Three-valued, and why.
struct ListReading {
    std::string state;  // present; absent; not_visible; empty: no structure was read
    std::string why;  // for not_visible: spa_shell, template, empty_container, scripted, frame …
    std::string platform;  // whose dialect it was read by; empty: plain HTML
    std::vector<ListFacts> lists;
    PagerFacts pager;
};

Json to_json(const ListItem& item);  // what is empty is left out
ListItem list_item_from_json(const Json& json);
Json to_json(const ListReading& reading);
ListReading list_reading_from_json(const Json& json);

// ISO day of the newest entry that is not after the reference date: of all lists but those at the
// side, never simply the first (D03); of those at the side where there is no other. Empty: no date,
// or the list was not visible.
std::string newest_day(const std::vector<ListItem>& items, const ListReading& reading);

}  // namespace duwang
