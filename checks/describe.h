// The list of checks as people read it: docs/checks.md is this text.
#pragma once

#include <string>

namespace duwang::checks {

std::string checks_markdown();

}  // namespace duwang::checks
