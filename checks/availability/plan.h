// When a site is probed next (站点无法访问). Pure: moments in, moments out. Every day, in
// Asia/Shanghai, has the same moments however often the program is restarted.
#pragma once

#include <vector>

#include "core/availability.h"
#include "core/unit.h"

namespace duwang::checks::availability {

// The moments of that day, ascending. The time that is not blacked out (禁访时段) is cut into equal
// parts, and one moment lies in the middle half of each: two are never closer than half a part.
// None when the whole day is blacked out.
std::vector<Timestamp> probe_moments(const Site& site, Timestamp in_day,
                                     const AvailabilityRules& rules);

struct NextProbe {
    Timestamp moment;  // planned; not set: none today or tomorrow
    bool due = false;  // to be asked now
};

// `last`: when the site was last probed; not set: never. What is later than a quarter of a part is
// missed and not made up for: probes that follow each other at once are not spread over the day.
NextProbe next_probe(const Site& site, Timestamp last, Timestamp now,
                     const AvailabilityRules& rules);

}  // namespace duwang::checks::availability
