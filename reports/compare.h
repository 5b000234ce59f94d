// Two results of the same round side by side: whose score, grade and rank would change, and why.
#pragma once

#include <string>
#include <vector>

#include "core/score_sheet.h"

namespace duwang::reports {

// For terminals, in Chinese. Units are matched by id and stand in the order of `before`; units
// without any difference are only counted.
std::string compare_text(const std::vector<ScoreSheet>& before,
                         const std::vector<ScoreSheet>& after);

}  // namespace duwang::reports
