// Runs the checks of a round over its captures: pure reading, no network.
#pragma once

#include "app/plan.h"

namespace duwang::app {

// Judges every unit and stores the results in the ledger.
Result<void> judge_round(Workspace& workspace, const RoundPlan& plan, Timestamp now);

}  // namespace duwang::app
