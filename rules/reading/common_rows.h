// What schemes and plans of assessments write alike.
#pragma once

#include <string_view>
#include <vector>

#include "rules/reading/yaml_form.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// A text; or a map with the text, one date, or dates by objects. `plain`: a text is a date itself.
Dates read_dates(YamlForm& form, std::string_view key, bool plain);
// 等次, in the order of the file.
std::vector<Grade> read_grades(YamlForm& form);
// Decimals of published points: 0 … 4, usually 2.
int read_places(YamlForm& form);

}  // namespace duwang::rules
