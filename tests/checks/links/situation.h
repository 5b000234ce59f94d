// A link over time, as situations.yaml writes it.
#pragma once

#include <string>
#include <vector>

#include "checks/links/verdict.h"
#include "core/yaml.h"

namespace duwang::checks::links::test {

// "30s", "10m", "6h", "2d", "25h30s", "0": in ms.
std::int64_t span_of(std::string_view text);

inline constexpr std::int64_t begin_ms = 1'790'000'000'000;  // of every situation

LinkTarget target_of(const Yaml& situation);

// "broken 3 over_time", "transient 3 unconfirmed", "ok 1".
std::string verdict_line(const LinkVerdict& verdict);

}  // namespace duwang::checks::links::test
