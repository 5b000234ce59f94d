// Results and marks of the ledger → score sheets → reports. No network.
#pragma once

#include <string>
#include <vector>

#include "app/plan.h"
#include "core/score_sheet.h"
#include "reports/model.h"

namespace duwang::app {

// Scores every unit from what the ledger holds.
Result<std::vector<ScoreSheet>> score_round(Workspace& workspace, const RoundPlan& plan);

// Publishes the sheets in the ledger; unchanged sheets are not published again.
Result<void> publish_sheets(Workspace& workspace, const RoundPlan& plan,
                            const std::vector<ScoreSheet>& sheets, Timestamp now);

// What reports are printed from, coverage included.
Result<reports::RoundReport> make_report(Workspace& workspace, const RoundPlan& plan,
                                         std::vector<ScoreSheet> sheets);

// Writes JSON, CSV and HTML to out/<round>/; returns that folder.
Result<std::string> write_reports(const Workspace& workspace, const reports::RoundReport& report);

}  // namespace duwang::app
