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
    std::string variant;  // set when the round asks the check with several sets of parameters
};

// A scheme in force in the round, and the units it is for.
struct PlannedScheme {
    rules::Scheme scheme;
    rules::Objects objects;  // none: all units of the round
};

struct RoundPlan {
    storage::Round round;
    std::vector<PlannedScheme> schemes;  // at least one
    Vocabulary vocabulary;
    LinkRules link_rules;
    AvailabilityRules availability_rules;
    Inventory inventory;
    std::vector<const Unit*> units;    // of the round, in order; into `inventory`
    std::vector<const Site*> sites;    // of those units
    std::vector<PlannedCheck> checks;  // each once for each set of parameters

    // Columns of the round's units on a site.
    std::vector<Column> columns_on(const std::string& site) const;
    // Sites the unit owns or has a column on.
    std::vector<const Site*> sites_of(const Unit& unit) const;
    std::optional<Date> look_back() const;
    bool owns_a_site(const Unit& unit) const;
    // The schemes a unit is asked by.
    std::vector<const rules::Scheme*> schemes_of(const Unit& unit) const;
    crawler::SitePlan site_plan(const Site& site, const Workspace& workspace) const;
};

// Puts other schemes in place of the round's: "turpan-2022" or "yueyang-2017-county@county". They
// have to fit the units as those of a new round.
Result<void> use_schemes(Workspace& workspace, RoundPlan& plan,
                         const std::vector<std::string>& schemes);

// "ID" or "ID@KIND,group:NAME" as an operator writes it, and back.
storage::RoundScheme parse_round_scheme(const std::string& text);
std::string scheme_words(const std::vector<storage::RoundScheme>& schemes);
// The schemes of a round as it was begun: at least one.
std::vector<storage::RoundScheme> schemes_of(const storage::Round& round);

Result<std::vector<PlannedScheme>> load_schemes(Workspace& workspace,
                                                const std::vector<storage::RoundScheme>& wanted);

// Tells people on standard error which schemes are not in force on the day the round is judged as
// of. Nothing is refused: a past round may be scored by a newer table on purpose.
void warn_outside_validity(const std::vector<PlannedScheme>& schemes, Timestamp as_of);

// The round must exist in the ledger. Nothing is stored.
Result<std::unique_ptr<RoundPlan>> plan_round(Workspace& workspace, const std::string& round);

}  // namespace duwang::app
