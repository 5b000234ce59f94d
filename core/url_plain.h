// The short way for addresses that are in normal form already, as nearly all are that were stored.
#pragma once

#include <optional>
#include <string_view>

#include "core/url.h"

namespace duwang {

// The same as resolve_url(text, {}), or nothing: then that has to decide.
std::optional<Url> plain_url(std::string_view text);

}  // namespace duwang
