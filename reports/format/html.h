// Pages for offices: self-contained, no scripts, nothing loaded from elsewhere, fit for printing.
#pragma once

#include <string>

#include "reports/model.h"

namespace duwang::reports {

std::string index_page(const RoundReport& report);
std::string unit_page(const RoundReport& report, const ScoreSheet& sheet);
// "unit-gaochang.html"; any unit id gives a safe name.
std::string unit_page_name(const RoundReport& report, const ScoreSheet& sheet);

}  // namespace duwang::reports
