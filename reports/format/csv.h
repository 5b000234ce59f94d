// Tables for spreadsheets: UTF-8 with a byte order mark, CRLF, every cell quoted, no formulas.
#pragma once

#include <string>

#include "reports/model.h"

namespace duwang::reports {

// One row per unit and indicator.
std::string scores_csv(const RoundReport& report);
// One row per answer that is a finding or could not be decided: fail, doubtful, not_determined.
std::string findings_csv(const RoundReport& report);
// One row per planned site.
// One row per unit and scheme: base, bonus, total, grade, rank.
std::string totals_csv(const RoundReport& report);
std::string coverage_csv(const RoundReport& report);

}  // namespace duwang::reports
