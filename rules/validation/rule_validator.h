// What the keys of one deduction rule, or of the rules of one part, cannot say together.
#pragma once

#include <vector>

#include "core/result.h"
#include "rules/scheme/deduct_rule.h"

namespace duwang::rules {

// Adds an error with the rule's place for each combination that has no meaning.
void check_form(const DeductRule& rule, std::vector<Error>& errors);
// The same for the alternatives (OP-07) among the rules of one list.
void check_alternatives(const std::vector<DeductRule>& rules, std::vector<Error>& errors);

}  // namespace duwang::rules
