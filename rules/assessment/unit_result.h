// A unit's result: base and bonus, total, grade, conversion.
#pragma once

#include "core/assessment.h"
#include "rules/assessment/evaluation.h"

namespace duwang::rules {

UnitAssessment unit_result(const AssessedGroup& group, const Unit& unit, const Evaluation& about);

// A total as it is published: rounded once (OP-01).
std::string published_points(const AssessmentPlan& plan, const Decimal& total);

// 名次 inside a group by published totals (OP-29): ties share a rank, the next is skipped. A rank
// is given only when no unit that is open can still change it (OP-05).
void rank_units(std::vector<UnitAssessment>& units, const AssessmentPlan& plan);

}  // namespace duwang::rules
