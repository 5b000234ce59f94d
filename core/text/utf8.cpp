#include "core/text/utf8.h"

#include <bit>
#include <cstring>

#include "core/text/utf8_blocks.h"

namespace duwang {
namespace {

// Length of the sequence at `at` when it is valid, otherwise 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    const auto trails = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i)
            if ((byte(i) & 0xC0) != 0x80) return false;
        return true;
    };
    const unsigned b0 = byte(0), b1 = byte(1);
    if (b0 < 0x80) return 1;
    if (b0 >= 0xC2 && b0 <= 0xDF) return trails(1, 2) ? 2 : 0;
    if (b0 >= 0xE0 && b0 <= 0xEF) {
        if (!trails(1, 3) || (b0 == 0xE0 && b1 < 0xA0) || (b0 == 0xED && b1 > 0x9F)) return 0;
        return 3;
    }
    if (b0 >= 0xF0 && b0 <= 0xF4) {
        if (!trails(1, 4) || (b0 == 0xF0 && b1 < 0x90) || (b0 == 0xF4 && b1 > 0x8F)) return 0;
        return 4;
    }
    return 0;
}

std::size_t skip_ascii(std::string_view text, std::size_t at) {
    static_assert(std::endian::native == std::endian::little);
    while (at + 8 <= text.size()) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        word &= 0x8080808080808080u;
        if (word != 0) return at + static_cast<std::size_t>(std::countr_zero(word)) / 8;
        at += 8;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

// Chinese text: sequences of three bytes with leads E1 to EC, of which only the tails can be wrong.
// Two at once while the leads are E4 to EB, which one bit tells (汉字).
std::size_t skip_three_bytes(std::string_view text, std::size_t at) {
    for (; at + 8 <= text.size(); at += 6) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        if ((word & 0x0000C0C0F0C0C0F0u) != 0x00008080E08080E0u) break;
        if (((word ^ word << 1) & 0x0000000008000008u) != 0x0000000008000008u) break;
    }
    for (; at + 4 <= text.size(); at += 3) {
        std::uint32_t word;
        std::memcpy(&word, text.data() + at, 4);
        if ((word & 0x00C0C0F0u) != 0x008080E0u) break;
        const std::uint32_t lead = word & 0x0F;
        if (lead == 0 || lead >= 0x0D) break;
    }
    return at;
}

std::size_t valid_from(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            at = skip_ascii(text, at);
            continue;
        }
        at = skip_three_bytes(text, at);
        if (at == text.size()) break;
        const std::size_t length = sequence_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return at;
}

}  // namespace

std::size_t ascii_prefix(std::string_view text) { return skip_ascii(text, 0); }

bool is_ascii(std::string_view text) { return skip_ascii(text, 0) == text.size(); }

std::size_t valid_utf8_prefix(std::string_view text) {
    constexpr std::size_t first = 64;  // where something is wrong it often is so soon
    std::size_t at = valid_from(text.substr(0, first), 0);
    if (text.size() <= first || at + 4 <= first) return at;
    at = behind_valid_blocks(text, at);
    return valid_from(text, at);
}

void append_utf8(std::string& out, char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = replacement_character;
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 63));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 63));
        put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
    }
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
    };
    const std::size_t length = sequence_length(text, at);
    char32_t c = replacement_character;
    switch (length) {
        case 1:
            c = byte(0);
            break;
        case 2:
            c = (byte(0) & 31) << 6 | (byte(1) & 63);
            break;
        case 3:
            c = (byte(0) & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63);
            break;
        case 4:
            c = (byte(0) & 7) << 18 | (byte(1) & 63) << 12 | (byte(2) & 63) << 6 | (byte(3) & 63);
            break;
        default:
            break;
    }
    at += length == 0 ? 1 : length;
    return c;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

std::string_view truncate_code_points(std::string_view text, std::size_t code_points) {
    if (text.size() <= code_points) return text;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && code_points-- == 0)
            return text.substr(0, i);
    return text;
}

bool is_cjk(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x323AF);
}

}  // namespace duwang
