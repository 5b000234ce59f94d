// A score as a line of arithmetic that an auditor can follow with a pencil.
#pragma once

#include <string>

#include "core/score_sheet.h"

namespace duwang::rules {

// "2 − 3 × 0.5 = 0.5", in exact points; what is open stands in brackets.
std::string arithmetic(const IndicatorScore& score);

}  // namespace duwang::rules
