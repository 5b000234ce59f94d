// A plan, what was entered and what was scored → results of an assessment (考评). No network.
#pragma once

#include <string>
#include <vector>

#include "app/workspace.h"
#include "core/assessment.h"
#include "rules/assessment/plan.h"

namespace duwang::app {

struct AssessedPlan {
    // Of every version that holds by the date: the one in force first, then earlier ones, the
    // latest of them first (OP-23).
    std::vector<Assessment> versions;
    // Entries that the version in force has no place for, and why: "daily-q5 of liangzhou: …".
    std::vector<std::string> unused;
};

// Every version of the plan that holds by the date, applied to everything known as of it. Rounds
// that a version scores by another scheme than they were published by are scored again. Errc::usage
// before the first version takes effect.
Result<AssessedPlan> assess_plan(Workspace& workspace, const std::string& plan,
                                 const std::string& as_of);

}  // namespace duwang::app
