// Names of elements as numbers, so that a switch can tell them apart.
#pragma once

#include <cstdint>
#include <string_view>

namespace duwang::html {

// The first eight letters; longer names are 0.
constexpr std::uint64_t name_number(std::string_view name) {
    if (name.size() > 8) return 0;
    std::uint64_t number = 0;
    for (char c : name) number = number << 8 | static_cast<unsigned char>(c);
    return number;
}

}  // namespace duwang::html
