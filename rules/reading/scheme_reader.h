// The files of a scheme from YAML: scheme.yaml (head) and one file per indicator.
#pragma once

#include "rules/reading/yaml_form.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// rules/reading/head_reader.cpp
void read_scheme_head(const Yaml& document, Scheme& scheme, Reading& reading);
// rules/reading/indicator_reader.cpp; the head must have been read.
void read_indicator(const Yaml& document, Scheme& scheme, Reading& reading);

}  // namespace duwang::rules
