// Runs the checks of a round over its captures: pure reading, no network.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/plan.h"
#include "core/score_sheet.h"

namespace duwang::app {

// What the checks answer about every unit; nothing is stored.
Result<std::vector<CheckResult>> judge_captures(Workspace& workspace, const RoundPlan& plan,
                                                const std::set<std::string>& sealed = {});

// Judges every unit and stores the results in the ledger. Captures are checked against their
// manifests first, but for those that this process has just `sealed` (ids): reading thousands of
// them once more would tell nothing.
Result<void> judge_round(Workspace& workspace, const RoundPlan& plan, Timestamp now,
                         const std::set<std::string>& sealed = {});

// Scores the round by other schemes than its own ("turpan-2022", "yueyang-2017-county@county"), on
// the same captures: what its checks need is judged again. Nothing is stored or published.
Result<std::vector<ScoreSheet>> score_otherwise(Workspace& workspace, RoundPlan& plan,
                                                const std::vector<std::string>& schemes);

}  // namespace duwang::app
