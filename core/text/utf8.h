// Walking through UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace duwang {

inline constexpr char32_t replacement_character = 0xFFFD;

bool is_ascii(std::string_view text);
std::size_t ascii_prefix(std::string_view text);  // its length
// Length of the longest prefix that is valid UTF-8 (no surrogates, no overlong forms).
std::size_t valid_utf8_prefix(std::string_view text);
inline bool is_valid_utf8(std::string_view text) { return valid_utf8_prefix(text) == text.size(); }

void append_utf8(std::string& out, char32_t code_point);
// Reads the code point at `at` and moves on; an invalid byte is U+FFFD and one byte.
char32_t next_code_point(std::string_view text, std::size_t& at);

std::size_t count_code_points(std::string_view text);
// At most `code_points` of them, never cut inside a character.
std::string_view truncate_code_points(std::string_view text, std::size_t code_points);
// Chinese characters, Kangxi radicals and their extensions; not punctuation.
bool is_cjk(char32_t code_point);

}  // namespace duwang
