// Components (考评项) of a plan from YAML.
#pragma once

#include <vector>

#include "rules/assessment/plan.h"
#include "rules/reading/yaml_form.h"

namespace duwang::rules {

// 组别的 "result": composed as a whole, without a weight.
Component read_result(const Yaml& node, Reading& reading);
// The lines of a bonus (加分): each has a full mark of its own and no weight.
std::vector<Component> read_bonus_lines(YamlForm& bonus);

// A weight, or a setting that may be missing.
struct PlanWeight {
    Decimal value;
    std::string text;
    bool missing = false;
};
PlanWeight read_weight(YamlForm& form, std::string_view key, Amount kind);

}  // namespace duwang::rules
