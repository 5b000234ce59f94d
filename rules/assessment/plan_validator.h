// What is wrong with a plan that reads well.
#pragma once

#include <vector>

#include "core/result.h"
#include "rules/assessment/plan.h"

namespace duwang::rules {

// Ids used twice or for different things, dates that cannot be, full marks of zero, grades out of
// order, missing settings nobody describes. Each error begins with the place.
std::vector<Error> validate_plan(const AssessmentPlan& plan);

// Every selector that names an unknown kind or a unit that is not in the inventory.
std::vector<Error> unknown_selectors(const AssessmentPlan& plan, const Inventory& inventory);

}  // namespace duwang::rules
