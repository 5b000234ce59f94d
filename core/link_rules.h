// 断链认定规则: how often, over how long and against which controls a link must fail before it is
// called broken. Thresholds of config (link-judgement.md §2); judging reads them, the machine that
// asks again plans by them.
#pragma once

#include <cstdint>
#include <vector>

namespace duwang {

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;

// 复核节奏: how long after the first failing look the next ones are due, in ms.
using Pace = std::vector<std::int64_t>;

struct LinkRules {
    // BROKEN: so many agreeing looks, over at least so long, in at least so many parts of the day.
    int agreeing = 3;
    std::int64_t over_ms = 24 * hour_ms;
    int day_parts = 2;  // of four: 0–6, 6–12, 12–18, 18–24 o'clock
    // 抽查 (fast lane): two agreeing 404 or 410 this far apart are BROKEN (in-session).
    std::int64_t in_session_ms = 10 * minute_ms;
    bool in_session_needs_second_client = true;
    // A control speaks for a look that lies at most so far from it.
    std::int64_t control_near_ms = 20 * minute_ms;
    // 时好时坏: so many changes between good and failing within this time are no verdict.
    int flips = 3;
    std::int64_t flips_within_ms = 30 * 24 * hour_ms;
    Pace usual{30'000, 6 * hour_ms, 24 * hour_ms};
    Pace gone_for_good{30'000, 24 * hour_ms};                              // 410
    Pace no_name{hour_ms, 24 * hour_ms};                                   // NXDOMAIN
    Pace unsure{10 * minute_ms, 6 * hour_ms, 24 * hour_ms, 72 * hour_ms};  // DNS, connect time-out
    Pace reset{10 * minute_ms, 6 * hour_ms, 24 * hour_ms};
    Pace silent{6 * hour_ms, 24 * hour_ms};  // no answer, soft 404
    Pace redirect{30'000, 24 * hour_ms};
};

}  // namespace duwang
