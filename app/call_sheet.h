// 电话抽查: the numbers that units publish in their guides (信息公开指南), with where they stand.
#pragma once

#include <string>
#include <vector>

#include "app/plan.h"
#include "workflow/entry_template.h"

namespace duwang::app {

// One row for each unit and number, in the order of the units, from the captures of the round:
// pages of the unit's columns of kind "guide", and pages that its disclosure platform links to as a
// guide. `unit`: only this one's; empty: all. config/vocabulary/calls.yaml has the words.
Result<std::vector<workflow::PrefilledRow>> call_sheet(Workspace& workspace, const RoundPlan& plan,
                                                       const std::string& unit);

}  // namespace duwang::app
