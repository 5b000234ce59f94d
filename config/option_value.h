// One option read from YAML, with everything that can be wrong about it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/option_table.h"
#include "core/yaml.h"

namespace duwang::config {

// Stores the value, or adds an error at its place and leaves the option as it was.
void read_option(const Option& option, const Yaml& value, Config& config,
                 std::vector<Error>& errors);
std::string option_text(const Option& option, const Config& config);

// "8 MiB" → 8388608; nothing for what is no whole size or does not fit.
std::optional<std::int64_t> parse_bytes(std::string_view text);
// "30s", "10m", "6h", "3d" in ms, and back in the largest unit that is whole.
std::optional<std::int64_t> parse_span(std::string_view text);
std::string span_text(std::int64_t ms);
// "192.0.2.1:53" or "[2001:db8::1]:80": an address and a port.
bool is_endpoint(std::string_view text);

// For messages: cut short, without control characters, in quotes.
std::string shown(std::string_view text);
std::string_view kind_of(const Yaml& node);  // "a map", "a list", "a text"

}  // namespace duwang::config
