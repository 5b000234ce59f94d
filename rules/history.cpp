#include "rules/history.h"

namespace duwang::rules {

History::History(const std::vector<EarlierRound>& rounds) {
    for (const EarlierRound& round : rounds) {
        for (const auto& [unit, objects] : round.passed)
            for (const auto& object : objects) standing_[unit].erase(object);
        for (const auto& [unit, objects] : round.deducted)
            for (const auto& object : objects) standing_[unit].emplace(object, round.round);
    }
}

std::string History::deducted_in(const std::string& unit, const std::string& part,
                                 const std::string& object) const {
    auto of_unit = standing_.find(unit);
    if (of_unit == standing_.end()) return {};
    auto found = of_unit->second.find({part, object});
    return found == of_unit->second.end() ? std::string() : found->second;
}

}  // namespace duwang::rules
