// Conditions and tests from YAML.
#pragma once

#include "rules/reading/yaml_form.h"
#include "rules/scheme/condition.h"

namespace duwang::rules {

// Nothing: the condition that always holds. Deeper than 8 levels is an error.
Condition read_condition(const Yaml& node, Reading& reading, int depth = 0);

// The one comparison among the keys of a form: is, is_not, above, at_least, below, at_most.
std::optional<Test> read_test(YamlForm& form);

inline constexpr std::string_view compare_keys[] = {"is",       "is_not", "above",
                                                    "at_least", "below",  "at_most"};

Params read_params(const Yaml& node, Reading& reading);
Objects read_objects(YamlForm& form);

}  // namespace duwang::rules
