// 排名: sheets of one scheme by their published totals.
#pragma once

#include <vector>

#include "core/score_sheet.h"

namespace duwang::rules {

// Sets the rank of every sheet whose place is certain: equal totals share a rank, the next one is
// skipped (1, 1, 3; OP-29). Provisional sheets and units that are not evaluated get none, and nor
// does a settled sheet that a provisional one could still pass (OP-05). Each scheme has its own
// ranks; the order of the sheets is left as it is.
void rank(std::vector<ScoreSheet>& sheets);

}  // namespace duwang::rules
