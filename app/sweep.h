// The main job: plan, crawl, judge, score, report.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/plan.h"
#include "app/runtime.h"
#include "reports/model.h"
#include "storage/capture/lock_file.h"

namespace duwang::app {

struct SweepOrder {
    std::string round;
    std::string title;
    // For a new round: "turpan-2022", or with the units it is for "yueyang-2017-county@county".
    std::vector<std::string> schemes;
    std::string window;              // for a new round: 评价时段 "2022-03-15..2022-10-31"
    std::string period;              // for a new round: rounds of one period deduct a gap once
    std::string as_of;               // for a new round; empty: now
    std::vector<std::string> units;  // for a new round; empty: all
    std::vector<std::string> sites;  // crawl only these; empty: all of the round
    bool fresh = false;              // fetch everything anew, whatever was captured before (全量)
    bool retry = false;              // ask again what was not determined, in supplement captures
    bool confirm = false;  // only ask links again that are due, into supplement captures (断链复核)
    bool fast = false;  // of a confirmation: 抽查, those that may be settled in session too
    std::int64_t seed = 0;
    ProgressStyle progress = ProgressStyle::none;
    NetworkSetup network;
    std::vector<std::string> dns;  // --dns
    std::string ca_file;           // --ca-file
};

struct SweepEnd {
    reports::RoundReport report;
    std::string folder;  // of the reports
    int exit_code = 0;
};

// Creates the round, or continues the one that exists. Captures that are sealed are not crawled
// again.
Result<SweepEnd> sweep(Workspace& workspace, const SweepOrder& order, const Clock& clock);

// Asks again what is due of the round's links, and judges and reports anew. Nothing when nothing is
// due.
Result<std::optional<SweepEnd>> confirm_links(Workspace& workspace, const RoundPlan& plan,
                                              const SweepOrder& order, const Clock& clock);

// Errc::usage when a --site is none of the round.
Result<void> check_sites(const std::vector<std::string>& ids, const RoundPlan& plan);
// Errc::usage when --dns, --ca-file or what duwang.yaml says instead cannot be used.
Result<void> check_asking(const Workspace& workspace, const SweepOrder& order);

// Keeps others from crawling, judging or reporting the round. One program may hold it once only.
Result<storage::LockFile> hold_round(const Workspace& workspace, const RoundPlan& plan);

// What follows once captures exist; `sweep` ends with it, `judge` is it.
// `sealed`: see judge_round(). The caller holds the round.
Result<SweepEnd> judge_and_report(Workspace& workspace, const RoundPlan& plan, Timestamp now,
                                  const std::set<std::string>& sealed = {});
// The same from stored results: after new marks, or a new edition of the scheme.
Result<SweepEnd> score_and_report(Workspace& workspace, const RoundPlan& plan, Timestamp now);

}  // namespace duwang::app
