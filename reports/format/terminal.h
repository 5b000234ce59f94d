// The round as a table for a terminal: coverage first, then units.
#pragma once

#include <string>

#include "reports/model.h"

namespace duwang::reports {

std::string terminal_table(const RoundReport& report);

}  // namespace duwang::reports
