#include "crawler/list/order.h"

#include <algorithm>

namespace duwang::crawler {
namespace {

constexpr std::size_t sticky_max = 5;

std::string_view day_of(const ListItem& item) { return std::string_view(item.date).substr(0, 10); }

bool is_falling(std::span<const ListItem> items) {
    std::size_t steps = 0, rises = 0;
    for (std::size_t i = 1; i < items.size(); ++i) {
        if (day_of(items[i - 1]).empty() || day_of(items[i]).empty()) continue;
        ++steps;
        if (day_of(items[i]) > day_of(items[i - 1])) ++rises;
    }
    return rises * 10 <= steps;  // a list in order has few that are not (D04)
}

bool all_older(std::span<const ListItem> items, std::string_view day) {
    return std::ranges::all_of(
        items, [&](const ListItem& item) { return !day_of(item).empty() && day_of(item) < day; });
}

int score_of(const ListSigns& signs) {
    int score = static_cast<int>(std::min<std::size_t>(signs.entries, 25));
    if (signs.has_pager) score += 30;
    if (signs.entries > 0 && signs.title_chars / signs.entries >= 10) score += 5;
    if (!signs.dated) score /= 2;
    if (signs.side_name) score -= 15;
    if (signs.side_heading) score -= 10;
    return score;
}

}  // namespace

void mark_sticky(std::span<ListItem> items) {
    for (std::size_t on_top = 1; on_top <= sticky_max && on_top + 1 < items.size(); ++on_top) {
        const std::string_view next = day_of(items[on_top]);
        if (next.empty() || is_falling(items.first(on_top + 1)) ||
            !all_older(items.first(on_top), next) || !is_falling(items.subspan(on_top)))
            continue;
        for (ListItem& item : items.first(on_top)) item.sticky = true;
        return;
    }
}

void assign_roles(const std::vector<ListSigns>& signs, std::vector<ListFacts>& lists) {
    int best = 0;
    std::size_t main = 0;
    for (std::size_t i = 0; i < lists.size(); ++i)
        if (const int score = score_of(signs[i]); i == 0 || score > best) best = score, main = i;
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const bool side =
            signs[i].side_name || signs[i].side_heading || score_of(signs[i]) * 3 < best;
        // One that is beside the main one stays so where that cannot be seen.
        const bool beside = signs[i].side_name || signs[i].side_heading;
        lists[i].role = i == main && !(beside && !signs[i].has_pager) ? "main"
                        : side                                        ? "side"
                                                                      : "further";
    }
}

}  // namespace duwang::crawler
