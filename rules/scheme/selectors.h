// Selectors of units in schemes, held against the inventory.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "core/unit.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// What is wrong with a selector, with what to write; "" when it can select a unit. A kind that is
// in the vocabulary of kinds may have no unit in the inventory; groups may be empty.
std::string selector_problem(const std::string& selector, const Inventory& inventory);

// Every selector of a scheme that names an unknown kind or a unit that is not there.
std::vector<Error> unknown_selectors(const Scheme& scheme, const Inventory& inventory);

}  // namespace duwang::rules
