// The captures of a round: a base capture per site, and supplements (补采) that take up what it
// could not determine: "r1.x", "r1.x+1", "r1.x+2" … Each is judged with everything before it.
#pragma once

#include <string>
#include <vector>

#include "app/plan.h"
#include "app/runtime.h"
#include "app/sweep.h"

namespace duwang::app {

// The id of the base capture of a site.
std::string base_capture(const std::string& round, const std::string& site);

// The capture that a site is judged by.
struct SiteCapture {
    std::string folder;  // may be growing still; empty: there is none
    std::string note;    // why there is none although the site was captured
    std::string sha256;  // of its manifest as the ledger knows it, or empty
};
// The newest sealed capture of a site that was sealed in the round's window (评价时段), else the
// one still growing. Captures outside of the window are kept and not judged (OP-30).
SiteCapture capture_to_judge(const Workspace& workspace, const storage::Round& round,
                             const std::vector<storage::AttachedCapture>& attached,
                             const std::string& site);

// The same of those sites (ids; empty: all of the round), only of what is sealed: else `folder` is
// empty.
struct SiteToJudge {
    const Site* site = nullptr;
    SiteCapture capture;
};
Result<std::vector<SiteToJudge>> sealed_captures(Workspace& workspace, const RoundPlan& plan,
                                                 const std::vector<std::string>& sites = {});

// What is to be crawled: sites whose capture is not sealed or, for a retry, supplements of those
// that left questions open. Continues what was begun.
Result<std::vector<CrawlJob>> make_jobs(Workspace& workspace, const RoundPlan& plan,
                                        const SweepOrder& order, Timestamp now);

// Sealing makes the capture immutable; its hash enters the chained log.
Result<void> seal(Workspace& workspace, const RoundPlan& plan, CrawlJob& job, Timestamp now);

// A kill between sealing and its entry in the ledger is made good here.
Result<void> attach_sealed(Workspace& workspace, const RoundPlan& plan, Timestamp now);

}  // namespace duwang::app
