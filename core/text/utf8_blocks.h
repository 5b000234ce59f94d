// Checking UTF-8 many bytes at once, where the processor can.
#pragma once

#include <cstddef>
#include <string_view>

namespace duwang {

// `text` is valid up to `at`, at least 3, and a character ends there. Returns a place from `at` on
// up to which it is valid too and where a character ends; what follows is for others to look at.
std::size_t behind_valid_blocks(std::string_view text, std::size_t at);

}  // namespace duwang
