// What earlier rounds of the same period already deducted (OP-09): the same gap of one unit,
// indicator and object counts once, and anew only after it was found in order.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace duwang::rules {

// One earlier round, as its published sheets say. The key of an object is (part, object).
struct EarlierRound {
    std::string round;
    std::map<std::string, std::set<std::pair<std::string, std::string>>> deducted;  // by unit
    std::map<std::string, std::set<std::pair<std::string, std::string>>> passed;    // by unit
};

class History {
  public:
    History() = default;
    // In the order of the rounds' dates.
    explicit History(const std::vector<EarlierRound>& rounds);
    // The round that deducted it and since when it was not found in order; "" when none did.
    std::string deducted_in(const std::string& unit, const std::string& part,
                            const std::string& object) const;

  private:
    std::map<std::string, std::map<std::pair<std::string, std::string>, std::string>> standing_;
};

}  // namespace duwang::rules
