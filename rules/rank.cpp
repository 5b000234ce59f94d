#include "rules/rank.h"

#include <algorithm>
#include <functional>
#include <map>

namespace duwang::rules {
namespace {

// Published totals of one scheme, highest first.
using Totals = std::map<std::string, std::vector<Decimal>>;

std::optional<Decimal> total_of(const ScoreSheet& sheet) {
    auto total = Decimal::parse(sheet.published);
    return total ? std::optional(*total) : std::nullopt;
}

}  // namespace

void rank(std::vector<ScoreSheet>& sheets) {
    Totals totals;
    for (const ScoreSheet& sheet : sheets)
        if (auto total = total_of(sheet)) totals[sheet.scheme].push_back(*total);
    for (auto& [scheme, list] : totals) std::ranges::sort(list, std::greater<>());
    for (ScoreSheet& sheet : sheets) {
        sheet.rank = 0;
        auto total = total_of(sheet);
        if (!total) continue;
        const std::vector<Decimal>& list = totals[sheet.scheme];
        auto first = std::ranges::lower_bound(list, *total, std::greater<>());
        sheet.rank = static_cast<int>(first - list.begin()) + 1;
    }
}

}  // namespace duwang::rules
