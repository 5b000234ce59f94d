// Names of characters.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace duwang::html {

struct Entity {
    std::string_view name;
    char16_t code;
    bool bare;  // also known without a semicolon
};

std::span<const Entity> entities();  // sorted by name

}  // namespace duwang::html
