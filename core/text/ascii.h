// Letters A to Z only, as protocols and markup compare names.
#pragma once

#include <string>
#include <string_view>

namespace duwang {

constexpr char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

inline std::string lower_ascii(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = lower_ascii(c);
    return result;
}

}  // namespace duwang
