// Results and marks of the ledger → score sheets → reports. No network.
#pragma once

#include <string>
#include <vector>

#include "app/plan.h"
#include "core/score_sheet.h"
#include "reports/model.h"
#include "rules/scoring/history.h"
#include "rules/scoring/marks.h"

namespace duwang::app {

// What the ledger and the installed data hold about a round.
struct ScoringFacts {
    std::vector<CheckResult> results;
    std::vector<rules::EnteredMark> marks;
    std::vector<Entry> entries;
    Reference reference;
    rules::History history;
};
Result<ScoringFacts> scoring_facts(Workspace& workspace, const RoundPlan& plan);
// Pure: every unit under every scheme it is asked by, ranked.
Result<std::vector<ScoreSheet>> score_with(const RoundPlan& plan, const ScoringFacts& facts);

// Errc::config while a scheme lacks settings; says which and where to write them.
Result<void> check_ready(const std::vector<PlannedScheme>& schemes);

// Scores every unit from what the ledger holds. Errc::config while a scheme lacks settings.
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
