// Retry-After (RFC 9110, 10.2.3): how long a server asks to be left alone. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/time.h"

namespace duwang::crawler {

inline constexpr std::int64_t retry_after_max_ms = 86'400'000;  // longer is nonsense: a day

// A moment in one of the three spellings of HTTP-date (RFC 9110, 5.6.7).
std::optional<Timestamp> parse_http_date(std::string_view text);

// Milliseconds, at most a day; 0: nothing was asked for, or nothing that can be read. A date is
// held against the server's own Date where it sent one, for its clock may be wrong; else against
// `now`.
std::int64_t retry_after_ms(std::string_view value, std::string_view server_date, Timestamp now);

}  // namespace duwang::crawler
