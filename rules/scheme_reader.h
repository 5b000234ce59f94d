// From YAML documents to the structs of scheme.h. Used by scheme_loader.cpp only.
#pragma once

#include <vector>

#include "core/yaml.h"
#include "rules/scheme.h"

namespace duwang::rules {

// Everything but the indicators.
void read_scheme_head(const Yaml& document, Scheme& scheme, std::vector<Error>& errors);
// One indicator, appended to the scheme.
void read_indicator(const Yaml& document, Scheme& scheme, std::vector<Error>& errors);

}  // namespace duwang::rules
