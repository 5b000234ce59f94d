// From indicators to the total of a unit: blocks, weights, factors, bonus, ceilings and vetoes.
#pragma once

#include "core/score_sheet.h"
#include "rules/scoring/unit_view.h"

namespace duwang::rules {

// Points of the indicator that the unit is asked for.
Decimal applicable_of(const IndicatorScore& score);

// Fills everything below the indicators of a sheet: applicable, earned, bounds, bonus, total rules,
// published total and grade. Rounding happens here, once, and only for a settled sheet (OP-01).
void compose(ScoreSheet& sheet, const UnitView& view);

// 等次 of a published total; "" when the scheme has no grades or none reaches so low.
std::string grade_of(const Scheme& scheme, const Decimal& published);

}  // namespace duwang::rules
