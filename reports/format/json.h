// The report as JSON; keys are documented in docs/report-json.md and only ever added to.
#pragma once

#include <string>

#include "core/json.h"
#include "reports/model.h"

namespace duwang::reports {

Json to_json(const Coverage& coverage);
Json to_json(const RoundReport& report);
std::string json_text(const RoundReport& report);  // indented, with a line feed at the end

}  // namespace duwang::reports
