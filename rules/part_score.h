// One part (分点) of one unit. Used by score.cpp.
#pragma once

#include <span>

#include "core/score_sheet.h"
#include "rules/marks.h"
#include "rules/scheme.h"

namespace duwang::rules {

PartScore score_part(const Part& part, const Unit& unit, std::span<const CheckResult> results,
                     std::span<const EnteredMark> marks);
// A part or indicator that is not asked of this unit.
PartScore part_not_applicable(const Part& part, std::string note);

}  // namespace duwang::rules
