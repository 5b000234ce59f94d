// A plan, what was entered and what was scored → results of an assessment (考评). No network.
#pragma once

#include <string>
#include <vector>

#include "app/workspace.h"
#include "core/assessment.h"
#include "rules/assessment/plan.h"

namespace duwang::app {

// Every version of the plan that holds by the date, applied to everything known as of it: the one
// in force first, then earlier ones, the latest of them first (OP-23). Rounds that a version scores
// by another scheme than they were published by are scored again. Errc::usage before the first
// version takes effect.
Result<std::vector<Assessment>> assess_plan(Workspace& workspace, const std::string& plan,
                                            const std::string& as_of);

}  // namespace duwang::app
