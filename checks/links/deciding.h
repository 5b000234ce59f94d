// What failing looks come to: the rows of the decision table that need controls, other askers and
// time. Inside checks/links.
#pragma once

#include "checks/links/verdict.h"

namespace duwang::checks::links {

// `history` ends with a failing look whose host's control does not fail.
LinkVerdict decide_failure(const LinkTarget& target, const History& history,
                           const LinkRules& rules);

// When the link is to be looked at again; not set: never. `goes_on`: also when it was asked as
// often as the rules want.
Timestamp next_look(const History& history, const Pace& pace, const LinkRules& rules,
                    bool goes_on = false);

}  // namespace duwang::checks::links
