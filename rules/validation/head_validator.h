// What is wrong with the head of a scheme (scheme.yaml): grades, vetoes, levels, totals, ids.
#pragma once

#include <vector>

#include "core/result.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// Adds an error for each. Points are looked at only once every setting is filled in.
void check_head(const Scheme& scheme, std::vector<Error>& errors);

}  // namespace duwang::rules
