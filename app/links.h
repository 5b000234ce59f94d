// Links of a round as they stand now: judged from the newest captures, and noted in the ledger, so
// that what is due is asked after restarts and days (断链复核).
#pragma once

#include <string>
#include <vector>

#include "app/plan.h"
#include "app/round_captures.h"
#include "checks/links/verdict.h"

namespace duwang::app {

struct JudgedLink {
    std::string site;     // id
    std::string capture;  // that was judged
    LinkTarget target;
    checks::links::LinkVerdict verdict;
};

// Those that do not simply work, by site and in the order in which they were found: of the captures
// that the round is judged by.
Result<std::vector<JudgedLink>> judged_links(const RoundPlan& plan,
                                             const std::vector<SiteToJudge>& sites);

// Writes where each stands into the ledger.
Result<void> note_links(Workspace& workspace, const RoundPlan& plan);
// Does the ledger say of each where it stands now?
Result<bool> are_links_noted(Workspace& workspace, const RoundPlan& plan);

// 抽查: what may be called broken in session need not wait for hours.
enum class Lane { usual, fast };

// When the link is to be asked again; not set: it is settled.
Timestamp due_of(const JudgedLink& link, const LinkRules& rules, Lane lane);

// Of one site the ids of the targets that are due; nothing without a sealed capture.
Result<std::vector<std::int64_t>> due_targets(const std::string& folder, const Site& site,
                                              const LinkRules& rules, Lane lane, Timestamp now);

}  // namespace duwang::app
