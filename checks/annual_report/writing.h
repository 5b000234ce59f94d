// How an annual report is filled in: F-1, F-2 and N-2.
#pragma once

#include "checks/annual_report/equations.h"

namespace duwang::checks {

EquationResults check_writing(const DocumentFacts& report, const EquationRules& rules);

}  // namespace duwang::checks
