// Do the schemes of a round fit each other, its units and the inventory?
#pragma once

#include <vector>

#include "app/plan.h"

namespace duwang::app {

// Errc::config or usage when a scheme or its "@…" selects what there is not, or when two schemes
// ask one unit for parts of the same id: a mark or an entry for it would mean both.
Result<void> check_schemes(const std::vector<PlannedScheme>& schemes,
                           const std::vector<const Unit*>& units, const Inventory& inventory);

}  // namespace duwang::app
