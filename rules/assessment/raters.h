// 评价主体: who rates whom (互评安排表).
#pragma once

#include <string>
#include <vector>

#include "core/unit.h"
#include "rules/assessment/plan.h"

namespace duwang::rules {

struct Rater {
    std::string id;    // unit id, or the name the plan lists
    std::string name;  // for people
};

// Everybody of the group who rates the unit, the unit itself never: units in the order of the
// inventory, then names in the order of the plan.
std::vector<Rater> raters_of(const Component& raters, const Unit& rated,
                             const Inventory& inventory);

}  // namespace duwang::rules
