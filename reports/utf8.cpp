#include "reports/utf8.h"

#include <array>

namespace duwang::reports {
namespace {

struct Range {
    char32_t first, last;
};

constexpr std::array wide{Range{0x1100, 0x115F},  Range{0x2E80, 0x303E}, Range{0x3041, 0x33FF},
                          Range{0x3400, 0x4DBF},  Range{0x4E00, 0x9FFF}, Range{0xA000, 0xA4CF},
                          Range{0xAC00, 0xD7A3},  Range{0xF900, 0xFAFF}, Range{0xFE30, 0xFE4F},
                          Range{0xFF00, 0xFF60},  Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1FAFF},
                          Range{0x20000, 0x3FFFD}};
constexpr std::array narrow{Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0xFE00, 0xFE0F},
                            Range{0x20D0, 0x20FF}};

template <class Table>
bool in_any(const Table& table, char32_t c) {
    for (const Range& range : table)
        if (c >= range.first && c <= range.last) return true;
    return false;
}

std::size_t width_of(char32_t c) {
    if (in_any(narrow, c)) return 0;
    return in_any(wide, c) ? 2 : 1;
}

std::string cut(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::size_t used = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        Character c = character_at(text, at);
        if (used + width_of(c.code) + 1 > width) break;  // one column for the ellipsis
        used += width_of(c.code);
        at += c.bytes;
    }
    return std::string(text.substr(0, at)) + (width > 0 ? "…" : "");
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
    auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    unsigned first = byte(at);
    if (first < 0x80) return {first, 1, true};
    std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return {};
    char32_t code = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return {};
        code = code << 6 | (byte(at + i) & 0x3F);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least[length] || code > 0x10FFFF || surrogate) return {};
    return {code, length, true};
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        Character c = character_at(text, at);
        width += width_of(c.code);
        at += c.bytes;
    }
    return width;
}

std::string fit_left(std::string_view text, std::size_t width) {
    std::string result = cut(text, width);
    return result + std::string(width - std::min(width, display_width(result)), ' ');
}

std::string fit_right(std::string_view text, std::size_t width) {
    std::string result = cut(text, width);
    return std::string(width - std::min(width, display_width(result)), ' ') + result;
}

}  // namespace duwang::reports
