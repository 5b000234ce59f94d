// Moments and days. Everything is judged as of the round's date in Asia/Shanghai (UTC+8, no
// daylight saving), never as of now.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace duwang {

// A calendar day as people write it.
struct Date {
    int year = 0;
    int month = 0;
    int day = 0;
    auto operator<=>(const Date&) const = default;
    bool valid() const;
    std::string iso() const;  // "2026-09-30"
};

// Milliseconds since 1970-01-01T00:00:00Z.
struct Timestamp {
    std::int64_t unix_ms = 0;
    auto operator<=>(const Timestamp&) const = default;
    bool is_set() const { return unix_ms != 0; }
    Date date() const;             // the day in Asia/Shanghai
    std::string iso() const;       // "2026-09-30T10:00:00+08:00"
    std::string iso_utc() const;   // "2026-09-30T02:00:00Z", the form WARC wants
    std::string compact() const;   // "20260930T100000", for names
};

// Reads "2026-09-30" (the end of that day) or "2026-09-30T10:00[:00][+08:00|Z]"; without a zone
// Asia/Shanghai is meant.
Result<Timestamp> parse_timestamp(std::string_view text);

}  // namespace duwang
