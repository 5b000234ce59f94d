// 按年份归档: no pages, but an entry for every year, as links or in a list to choose from (P16).
#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"
#include "crawler/platform/platform.h"

namespace duwang::crawler::platform {
namespace {

constexpr std::size_t years_min = 2;

// "2025", "2025年": the year; 0: it is none.
int year_of(std::string_view text) {
    text = trim_blanks(text);
    if (text.ends_with("年度")) text.remove_suffix(std::string_view("年度").size());
    if (text.ends_with("年")) text.remove_suffix(std::string_view("年").size());
    if (text.size() != 4 || text.find_first_not_of("0123456789") != text.npos) return 0;
    const int year =
        (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    return year >= 1995 && year <= 2100 ? year : 0;
}

// An archive's address says its year.
bool is_archive(std::string_view href, int year) {
    return href.size() < 2000 && href.find(std::to_string(year)) != href.npos;
}

}  // namespace

bool read_years(const Page& page);
bool read_years(const Page& page) {
    const html::Node root = page.document.root();
    std::vector<html::Node> found;
    for (html::Node at = root; at && found.size() < 100; at = at.next(root)) {
        const bool option = at.number() == tag_number("option");
        if (!option && at.number() != tag_number("a")) continue;
        if (at.end() - at.index() > 4) continue;
        const int year = year_of(at.text());
        if (year != 0 && is_archive(at.attr(option ? "value" : "href"), year)) found.push_back(at);
    }
    if (found.size() < years_min) return false;
    PagerFacts& pager = page.pager();
    for (const html::Node one : found)
        page.add_address(one.number() == tag_number("option") ? one.attr("value")
                                                              : one.attr("href"));
    if (pager.addresses.empty()) return false;
    pager.kind = "years";
    pager.offset = static_cast<std::int64_t>(found.front().offset());
    return true;
}

}  // namespace duwang::crawler::platform
