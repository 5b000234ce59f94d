// The running figure of a site's availability (站点无法访问), from its probes. Pure: the same
// probes give the same figure.
#pragma once

#include <span>
#include <string_view>

#include "core/availability.h"
#include "core/decimal.h"
#include "core/unit.h"

namespace duwang::checks::availability {

enum class Count {
    opened,
    failed,       // no such name, no connection, no answer within the time, 5xx
    own_outage,   // our own network failed
    own_unknown,  // only the network says so, and nobody vouches for ours
    filed,        // 禁访时段 or filed maintenance
    wall,         // a protection page, 401, 403, 429, robots.txt: it was us who were refused
    unclear       // certificates, redirects, damaged answers, our own limits
};

Count count_of(const AvailabilityProbe& probe);
bool counts(Count count);
std::string_view count_label(Count count);  // "未计入：本方网络故障"
std::string_view count_word(Count count);   // "own_outage"

// The same where it is known when nothing may be asked, and what was filed: what lies there is
// `filed`.
Count count_of(const AvailabilityProbe& probe, const Site& site);

enum class AvailabilityState { not_determined, below, veto };
std::string_view state_label(AvailabilityState state);
std::string_view state_word(AvailabilityState state);  // "veto"

struct AvailabilityFigure {
    int probes = 0;     // in the days up to now
    int counted = 0;    // of them
    int failed = 0;     // of those counted
    int unsure = 0;     // failures that nobody vouches for our network at: not counted
    int full_days = 0;  // that have enough counted ones
    Decimal share;      // failed / counted, exact; 0 without any
    AvailabilityState state = AvailabilityState::not_determined;
    // So many more probes may fail, if they came next, before the share is that of a veto. Before
    // the days are full it is held against the fewest probes that full days have. 0: none may.
    int may_fail = 0;
    Timestamp last, last_failure;  // probes; not set: none
};

// Of the last rules.days × 24 hours up to `now`; a day is 24 hours back from there.
AvailabilityFigure figure_of(const Site& site, std::span<const AvailabilityProbe> probes,
                             Timestamp now, const AvailabilityRules& rules);

}  // namespace duwang::checks::availability
