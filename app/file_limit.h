// How many files and connections this process may hold open at once (RLIMIT_NOFILE).
#pragma once

#include <cstdint>

#include "core/result.h"

namespace duwang::app {

// Raises the soft limit as far as the hard one allows. Errc::config when `needed` is above that,
// with what to change.
Result<void> allow_open_files(std::int64_t needed);

}  // namespace duwang::app
