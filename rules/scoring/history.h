// What earlier rounds of the same period already deducted (OP-09): the same gap of one unit, part
// and object counts once, and anew only after the object was found in order.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace duwang::rules {

// One gap. Another kind of gap on the object is another gap.
struct Gap {
    std::string scheme, part, object, kind;
    auto operator<=>(const Gap&) const = default;
};

// One earlier round, as its published sheets say. What passed has no kind.
struct EarlierRound {
    std::string round;
    std::map<std::string, std::set<Gap>> deducted;  // by unit
    std::map<std::string, std::set<Gap>> passed;    // by unit
};

class History {
  public:
    History() = default;
    // In the order of the rounds' dates.
    explicit History(const std::vector<EarlierRound>& rounds);
    // The round that deducted it, since when it was not found in order; "" when none did.
    std::string deducted_in(const std::string& unit, const Gap& gap) const;

  private:
    std::map<std::string, std::map<Gap, std::string>> standing_;  // by unit
};

}  // namespace duwang::rules
