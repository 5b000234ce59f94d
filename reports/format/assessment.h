// The result of an assessment in every format. Printers know only what the edition left over.
#pragma once

#include <string>

#include "reports/assessment_report.h"

namespace duwang::reports {

// docs/assessment-json.md; keys are only ever added to. Indented, with a line feed at the end.
std::string assessment_json(const AssessmentReport& report);
// One row per version, unit and line: UTF-8 with a byte order mark, every cell quoted, no formulas.
std::string assessment_csv(const AssessmentReport& report);
// For a terminal: units × components of the first level.
std::string assessment_table(const AssessmentReport& report);
// A page for offices: self-contained, no scripts, fit for printing.
std::string assessment_page(const AssessmentReport& report);

}  // namespace duwang::reports
