// What a report says, complete before a line of it is written. All functions of reports/ are pure:
// structs in, strings out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/score_sheet.h"

namespace duwang::reports {

struct SiteReach {
    std::string id, name, home;
    bool reached = false;
    Cause cause = Cause::none;  // why not
    std::string note;
    std::int64_t pages_fetched = 0;
    std::string capture;  // id, empty when there is none
    std::int64_t pages_unchanged = 0;  // of the pages: as in an earlier capture (复采)
};

struct OutcomeCount {
    Outcome outcome = Outcome::pass;
    std::int64_t count = 0;
};

struct CauseCount {
    Cause cause = Cause::none;
    std::int64_t count = 0;
};

// 覆盖情况: stands before every score, so that a partial run can never look complete.
struct Coverage {
    std::vector<SiteReach> sites;  // all that were planned
    std::int64_t units_planned = 0;
    std::int64_t units_scored = 0;
    std::int64_t pages_fetched = 0;
    std::int64_t pages_unchanged = 0;
    std::vector<OutcomeCount> outcomes;  // all five, in their order
    std::vector<CauseCount> causes;      // of not_determined, most frequent first

    std::int64_t sites_reached() const;
};

struct RoundReport {
    std::string round;
    std::string title;
    std::string scheme, scheme_title, scheme_hash;  // of several: joined
    bool several_schemes = false;
    Timestamp as_of;
    std::vector<std::string> captures;  // ids the report was made from
    std::string program_version;
    std::string audit_head;  // hash at the head of the audit chain (审计链)
    Coverage coverage;
    std::vector<ScoreSheet> sheets;       // one per unit
    std::vector<std::string> unit_order;  // ids; empty: as in `sheets`

    // The sheets in the order of `unit_order`; units without a place in it follow.
    std::vector<const ScoreSheet*> ordered() const;
};

// Counts sites, pages, outcomes and causes; results come from the sheets, each counted once.
Coverage count_coverage(std::vector<SiteReach> sites, std::int64_t units_planned,
                        const std::vector<ScoreSheet>& sheets);

// Points of the base that the sheet leaves undecided.
Decimal open_points(const ScoreSheet& sheet);
// "暂定" or "已判定" or "不评价".
std::string_view state_label(const ScoreSheet& sheet);
std::string_view state_label(LineState state);

}  // namespace duwang::reports
