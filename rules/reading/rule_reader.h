// Deduction rules (扣分规则) from YAML.
#pragma once

#include "rules/reading/yaml_form.h"
#include "rules/scheme/deduct_rule.h"

namespace duwang::rules {

// The list under `key`; nothing when the key is absent.
std::vector<DeductRule> read_rules(YamlForm& form, std::string_view key);

// Turns shares of a part into points, once the part's points are known.
void settle_shares(std::vector<DeductRule>& rules, const Decimal& part_points);

}  // namespace duwang::rules
