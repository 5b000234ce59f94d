// Whether what people state fits the schemes of a round.
#pragma once

#include <span>
#include <string>

#include "core/entry.h"
#include "rules/scheme.h"

namespace duwang::rules {

// What is wrong with an entry for the schemes its unit is asked by, with what to write instead; ""
// when it can be used.
std::string entry_problem(const Entry& entry, std::span<const Scheme* const> schemes);

}  // namespace duwang::rules
