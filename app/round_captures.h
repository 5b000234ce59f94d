// The captures of a round: a base capture per site, and supplements (补采) that take up what it
// could not determine: "r1.x", "r1.x+1", "r1.x+2" … Each is judged with everything before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plan.h"
#include "app/runtime.h"
#include "app/sweep.h"

namespace duwang::app {

// The id of the base capture of a site.
std::string base_capture(const std::string& round, const std::string& site);

// The newest sealed capture of a site, else the one still growing; not there: nothing.
std::optional<std::string> newest_capture(const Workspace& workspace, const std::string& round,
                                          const std::string& site);

// What is to be crawled: sites whose capture is not sealed or, for a retry, supplements of those
// that left questions open. Continues what was begun.
Result<std::vector<CrawlJob>> make_jobs(Workspace& workspace, const RoundPlan& plan,
                                        const SweepOrder& order, Timestamp now);

// Sealing makes the capture immutable; its hash enters the chained log.
Result<void> seal(Workspace& workspace, const RoundPlan& plan, CrawlJob& job, Timestamp now);

// A kill between sealing and its entry in the ledger is made good here.
Result<void> attach_sealed(Workspace& workspace, const RoundPlan& plan, Timestamp now);

}  // namespace duwang::app
