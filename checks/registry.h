// All checks, in the order of checks.def.
#pragma once

#include <span>
#include <string_view>

#include "checks/check.h"

namespace duwang::checks {

std::span<const CheckInfo* const> all_checks();
const CheckInfo* find_check(std::string_view id);  // null when unknown

}  // namespace duwang::checks
