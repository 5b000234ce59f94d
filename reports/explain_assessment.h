// Why a unit has its result: every level of the composition as arithmetic, down to who entered
// what.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reports/assessment_report.h"

namespace duwang::reports {

// Text for a terminal, of all versions of the report. With the id or the path of a component only
// that one. Empty when there is no such unit or component.
std::string explain_assessment(const AssessmentReport& report, std::string_view unit,
                               std::optional<std::string_view> item = std::nullopt);

}  // namespace duwang::reports
