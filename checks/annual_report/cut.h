// What was judged of a document of which a part was not read (flow_cut, cut) is known of that part
// only: the rest may say otherwise.
#pragma once

#include "checks/annual_report/equations.h"

namespace duwang::checks {

bool was_cut(const DocumentFacts& document);
// Verdicts become not_determined, with the reason "cut"; what was not judged stays as it is.
void hold_back(EquationResult& result);
void hold_back(EquationResults& results);

}  // namespace duwang::checks
