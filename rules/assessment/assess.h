// 考评: a plan applied to what was entered and scored, as of a day. Pure: no files, no clock.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/assessment.h"
#include "core/unit.h"
#include "rules/assessment/plan.h"
#include "rules/assessment/round_score.h"

namespace duwang::rules {

struct AssessmentInputs {
    const Inventory& inventory;
    std::span<const AssessmentEntry> entries;  // in the order in which they came
    std::span<const RoundScore> scores;
};

// Every unit of every group, with every intermediate value; ranked inside its group. `as_of`: ISO
// date; what was decided later does not count. Points beyond what exact arithmetic holds are
// Errc::config.
Result<Assessment> assess(const AssessmentPlan& plan, const AssessmentInputs& inputs,
                          const std::string& as_of);

}  // namespace duwang::rules
