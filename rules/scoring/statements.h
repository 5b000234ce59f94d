// What people stated that a part's score rests on, apart from decisions on its findings.
#pragma once

#include <vector>

#include "core/score_sheet.h"
#include "rules/scoring/unit_view.h"

namespace duwang::rules {

DecisionNote note_of(const Entry& entry);

// Facts that its conditions and numbers ask for, points chosen inside ranges (选分), the statement
// that there is no case, and calls to published numbers (电话), which take no points.
std::vector<DecisionNote> statements_on(const Indicator& indicator, const Part& part,
                                        const UnitView& view);

}  // namespace duwang::rules
