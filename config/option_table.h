// The one list of options: where each stands in YAML, what it may be, and where it goes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/config.h"

namespace duwang::config {

enum class OptionKind {
    number,        // a whole number
    milliseconds,  // the same; the key ends in _ms
    bytes,         // a whole number, or with KiB, MiB, GiB
    flag,          // true or false
    text,          // one line
    texts,         // a list of texts
    endpoints,     // a list of "address:port"
    v6_endpoints,  // a list of "[address]:port"
    status_codes,  // a list of HTTP status codes
    spans,         // a list of spans of time that grow: [30s, 6h, 24h]
};

using OptionSlot =
    std::variant<int*, std::int64_t*, bool*, std::string*, std::vector<std::string>*,
                 std::vector<std::int64_t>*>;

struct Option {
    std::string_view group, key;
    OptionKind kind;
    std::int64_t min, max;  // of the number, or of the length of a text or list
    OptionSlot (*slot)(Config& config);
};

std::span<const Option> option_table();

}  // namespace duwang::config
