#include "rules/scoring/rank.h"

#include <algorithm>
#include <functional>
#include <map>

namespace duwang::rules {
namespace {

// Totals of one scheme as they would be published, at worst and at best, highest first.
struct Totals {
    std::vector<Decimal> low, high;
};

std::size_t above(const std::vector<Decimal>& totals, const Decimal& total) {
    return static_cast<std::size_t>(std::ranges::lower_bound(totals, total, std::greater<>()) -
                                    totals.begin());
}

}  // namespace

void rank(std::vector<ScoreSheet>& sheets) {
    std::map<std::string, Totals> schemes;
    for (const ScoreSheet& sheet : sheets) {
        if (sheet.applicable.is_zero()) continue;
        Totals& totals = schemes[sheet.scheme];
        totals.low.push_back(sheet.rank_low);
        totals.high.push_back(sheet.rank_high);
    }
    for (auto& [scheme, totals] : schemes) {
        std::ranges::sort(totals.low, std::greater<>());
        std::ranges::sort(totals.high, std::greater<>());
    }
    for (ScoreSheet& sheet : sheets) {
        sheet.rank = 0;
        if (sheet.published.empty()) continue;
        const Totals& totals = schemes[sheet.scheme];
        const std::size_t better = above(totals.low, sheet.rank_low);
        if (better == above(totals.high, sheet.rank_low)) sheet.rank = static_cast<int>(better) + 1;
    }
}

}  // namespace duwang::rules
