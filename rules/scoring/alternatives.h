// 择重: which of several rules takes points for an object (OP-07).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/finding.h"
#include "rules/scheme/deduct_rule.h"

namespace duwang::rules {

// By rule the objects it answers to. Leaves in each rule of a group of alternatives the objects it
// takes points for: every object by one rule of the group; a rule that counts once by one object,
// chosen so that the group takes the most. So one more gap never takes less.
void settle_alternatives(const std::vector<DeductRule>& rules,
                         std::vector<std::map<std::string, const CheckResult*>>& matched);

}  // namespace duwang::rules
