#include "rules/rank.h"

#include <algorithm>
#include <functional>
#include <map>

namespace duwang::rules {
namespace {

// Totals of one scheme as they would be published, at worst and at best, highest first.
struct Totals {
    std::vector<Decimal> low, high;
};

Decimal published(const Decimal& total, int places) {
    return Decimal::parse(total.rounded(places)).value_or(total);
}

std::size_t above(const std::vector<Decimal>& totals, const Decimal& total) {
    return static_cast<std::size_t>(
        std::ranges::lower_bound(totals, total, std::greater<>()) - totals.begin());
}

}  // namespace

void rank(std::vector<ScoreSheet>& sheets) {
    std::map<std::string, Totals> schemes;
    for (const ScoreSheet& sheet : sheets) {
        if (sheet.applicable.is_zero()) continue;
        Totals& totals = schemes[sheet.scheme];
        const auto certain = Decimal::parse(sheet.published);
        totals.low.push_back(certain ? *certain : published(sheet.total_low, sheet.places));
        totals.high.push_back(certain ? *certain : published(sheet.total_high, sheet.places));
    }
    for (auto& [scheme, totals] : schemes) {
        std::ranges::sort(totals.low, std::greater<>());
        std::ranges::sort(totals.high, std::greater<>());
    }
    for (ScoreSheet& sheet : sheets) {
        sheet.rank = 0;
        const auto total = Decimal::parse(sheet.published);
        if (!total) continue;
        const Totals& totals = schemes[sheet.scheme];
        const std::size_t better = above(totals.low, *total);
        if (better == above(totals.high, *total)) sheet.rank = static_cast<int>(better) + 1;
    }
}

}  // namespace duwang::rules
