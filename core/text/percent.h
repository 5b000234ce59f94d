// Percent signs of addresses, for people.
#pragma once

#include <string>
#include <string_view>

namespace duwang {

// %XX undone, where it is valid UTF-8 afterwards; else the text as it is.
std::string percent_decoded(std::string_view text);

}  // namespace duwang
