#include "core/text/garble.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include "core/text/utf8.h"

namespace duwang {
namespace {

constexpr std::size_t sample_max = 30;  // bytes

// The byte that windows-1252 reads as this character; -1: none.
int byte_of(char32_t c) {
    if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) return static_cast<int>(c);
    if (c >= 0x80 && c < 0xA0) return static_cast<int>(c);  // as latin-1 reads it
    static constexpr std::array<std::pair<char16_t, std::uint8_t>, 27> others{
        {{0x20AC, 0x80}, {0x201A, 0x82}, {0x0192, 0x83}, {0x201E, 0x84}, {0x2026, 0x85},
         {0x2020, 0x86}, {0x2021, 0x87}, {0x02C6, 0x88}, {0x2030, 0x89}, {0x0160, 0x8A},
         {0x2039, 0x8B}, {0x0152, 0x8C}, {0x017D, 0x8E}, {0x2018, 0x91}, {0x2019, 0x92},
         {0x201C, 0x93}, {0x201D, 0x94}, {0x2022, 0x95}, {0x2013, 0x96}, {0x2014, 0x97},
         {0x02DC, 0x98}, {0x2122, 0x99}, {0x0161, 0x9A}, {0x203A, 0x9B}, {0x0153, 0x9C},
         {0x017E, 0x9E}, {0x0178, 0x9F}}};
    for (const auto& [character, byte] : others)
        if (character == c) return byte;
    return -1;
}

// The Chinese character whose three bytes are written as three characters from `at` on; moves
// behind them. Empty: there is none. A blank may have become of one of them (A0).
std::string read_again(std::string_view text, std::size_t& at) {
    std::size_t next = at;
    std::string bytes;
    for (int i = 0; i < 3 && next < text.size(); ++i) {
        const int byte = byte_of(next_code_point(text, next));
        const bool good = i == 0 ? byte >= 0xE3 && byte <= 0xEF : byte >= 0x80 && byte <= 0xBF;
        if (!good) return {};
        bytes += static_cast<char>(byte);
    }
    if (bytes.size() != 3 || !is_valid_utf8(bytes)) return {};
    at = next;
    return bytes;
}

}  // namespace

Garble double_encoded(std::string_view text) {
    Garble found;
    for (std::size_t at = 0; at < text.size();) {
        const void* lead = std::memchr(text.data() + at, 0xC3, text.size() - at);
        if (lead == nullptr) break;
        at = static_cast<std::size_t>(static_cast<const char*>(lead) - text.data());
        const std::string character = read_again(text, at);
        if (character.empty()) {
            ++at;
            continue;
        }
        found.characters += 3;
        if (found.sample.size() < sample_max) found.sample += character;
    }
    return found;
}

}  // namespace duwang
