// 分点得分: one part of an indicator for one unit.
#pragma once

#include "rules/scoring/deduction.h"

namespace duwang::rules {

// A part outside the denominator, with the reason.
PartScore part_not_applicable(const Part& part, std::string note);

// Scores a part that is asked of the unit. In this order: exemption by decision, conditions that do
// not hold, a date that has to come first (OP-31), an entered or imported mark, what is not known
// yet, a neutral award, then rules; signed daily entries come last, within 0 … full (OP-26).
PartScore score_part(const Indicator& indicator, const Part& part, const UnitView& view,
                     Pools& pools);

}  // namespace duwang::rules
