// Begins a round, or holds what was asked for against a round that was begun.
#pragma once

#include "app/sweep.h"

namespace duwang::app {

// Errc::usage says which option does not fit and what to write. Nothing is stored then.
Result<void> make_round(Workspace& workspace, const SweepOrder& order, Timestamp now);

}  // namespace duwang::app
