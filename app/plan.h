// From units and a scheme to what has to be crawled: the union of what the checks need.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "crawler/run/site_plan.h"

namespace duwang::app {

// One check as a scheme uses it.
struct PlannedCheck {
    const checks::CheckInfo* check = nullptr;
    rules::Params params;
};

struct RoundPlan {
    storage::Round round;
    rules::Scheme scheme;
    Vocabulary vocabulary;
    Inventory inventory;
    std::vector<const Unit*> units;        // of the round, in order; into `inventory`
    std::vector<const Site*> sites;        // of those units
    std::vector<PlannedCheck> checks;      // each once

    // Columns of the round's units on a site.
    std::vector<Column> columns_on(const std::string& site) const;
    // Sites the unit owns or has a column on.
    std::vector<const Site*> sites_of(const Unit& unit) const;
    std::optional<Date> look_back() const;
    crawler::SitePlan site_plan(const Site& site, const Workspace& workspace) const;
};

// The round must exist in the ledger. Nothing is stored.
Result<std::unique_ptr<RoundPlan>> plan_round(Workspace& workspace, const std::string& round);

}  // namespace duwang::app
