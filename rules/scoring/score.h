// The scoring engine: facts in, a score sheet (评分表) out. Pure: no files, no clock.
#pragma once

#include <span>
#include <string>

#include "core/score_sheet.h"
#include "core/unit.h"
#include "rules/scheme/scheme.h"
#include "rules/scoring/marks.h"
#include "rules/scoring/unit_view.h"

namespace duwang::rules {

// Scores one unit of a scheme that is ready (no missing settings).
//
// - What the scheme does not ask of this unit leaves the denominator (OP-03).
// - Only confirmed fails take points, at most those of the part and the indicator (OP-06).
// - Undecided objects take nothing but keep points open; a part nobody answered is open as a
//   whole, never zero (OP-05).
// - A mark settles its part, also where a check could not.
// - Bonus stands apart and is not re-scaled (OP-04).
ScoreSheet score_unit(const Scheme& scheme, const Unit& unit, bool owns_site,
                      const Answers& answers, const ScoreContext& context);

// The same from lists that are not indexed yet: for one unit.
ScoreSheet score_unit(const Scheme& scheme, const Unit& unit, bool owns_site,
                      std::span<const CheckResult> results, std::span<const EnteredMark> marks,
                      const std::string& round);

}  // namespace duwang::rules
