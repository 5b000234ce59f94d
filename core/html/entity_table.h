// Names of characters.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace duwang::html {

struct Entity {
    std::string_view name;
    char32_t code;
    bool bare = false;    // also known without a semicolon
    char32_t second = 0;  // of the few that are two characters
};

std::span<const Entity> entities();  // sorted by name

}  // namespace duwang::html
