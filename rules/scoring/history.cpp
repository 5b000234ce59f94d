#include "rules/scoring/history.h"

namespace duwang::rules {
namespace {

bool same_object(const Gap& a, const Gap& b) {
    return a.scheme == b.scheme && a.part == b.part && a.object == b.object;
}

}  // namespace

History::History(const std::vector<EarlierRound>& rounds) {
    for (const EarlierRound& round : rounds) {
        for (const auto& [unit, objects] : round.passed)
            for (const Gap& passed : objects)
                std::erase_if(standing_[unit],
                              [&](const auto& gap) { return same_object(gap.first, passed); });
        for (const auto& [unit, gaps] : round.deducted)
            for (const Gap& gap : gaps) standing_[unit].emplace(gap, round.round);
    }
}

std::string History::deducted_in(const std::string& unit, const Gap& gap) const {
    auto of_unit = standing_.find(unit);
    if (of_unit == standing_.end()) return {};
    auto found = of_unit->second.find(gap);
    return found == of_unit->second.end() ? std::string() : found->second;
}

}  // namespace duwang::rules
