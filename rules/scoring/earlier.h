// Published sheets of earlier rounds, read for what they deducted and found in order.
#pragma once

#include "core/json.h"
#include "rules/scoring/history.h"

namespace duwang::rules {

// Adds what one sheet says; see to_json(ScoreSheet).
void add_sheet(EarlierRound& round, const Json& sheet);

}  // namespace duwang::rules
