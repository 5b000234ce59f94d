// A day read from YAML.
#pragma once

#include <optional>

#include "config/word_lists.h"
#include "core/calendar.h"

namespace duwang::config {

// "2022-12-31"; nothing and an error for anything else.
std::optional<Date> read_day(WordReader& reader, const Yaml& node);

}  // namespace duwang::config
