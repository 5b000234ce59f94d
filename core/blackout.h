// Blackout windows of a site (禁访时段): times of the week, in Asia/Shanghai, in which nothing may
// be sent to it. Pure; the moments are given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace duwang {

// From inclusive to exclusive, on the days on which it begins. An end at or before the beginning
// lies on the next day: 22:00-02:00.
struct BlackoutWindow {
    unsigned days = 0x7f;  // bit 0: Monday … bit 6: Sunday
    int from_minute = 0;   // of the day
    int to_minute = 0;     // up to 24:00
    bool operator==(const BlackoutWindow&) const = default;
};

using Blackout = std::vector<BlackoutWindow>;

// Reads "08:30-11:30;周一-周五 14:00-18:00"; days also 周六、周日 or 周六,周日. Errc::config says
// what was found and what to write; windows that leave no time at all are an error too.
Result<Blackout> parse_blackout(std::string_view text);
// The same in one spelling; "" for none.
std::string blackout_text(const Blackout& blackout);

// The first moment from `now` on that lies in no window; `now` itself when it lies in none.
Timestamp blackout_end(const Blackout& blackout, Timestamp now);
// How many milliseconds of [from, to) lie in windows.
std::int64_t blackout_ms(const Blackout& blackout, Timestamp from, Timestamp to);

}  // namespace duwang
