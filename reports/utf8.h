// Characters of UTF-8 text and how wide a terminal shows them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duwang::reports {

struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

// The character that begins at `at`; broken bytes are invalid characters of one byte.
Character character_at(std::string_view text, std::size_t at);

// Columns a terminal needs: two for CJK, none for combining marks.
std::size_t display_width(std::string_view text);
// The text filled with blanks, or cut with "…", to exactly `width` columns.
std::string fit_left(std::string_view text, std::size_t width);
std::string fit_right(std::string_view text, std::size_t width);

}  // namespace duwang::reports
