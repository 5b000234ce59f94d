#include "core/text/normalise.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/text/ascii.h"

namespace duwang {
namespace {

bool is_dash(char32_t c) {
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
           c == 0xFF0D || c == 0x2500 || c == 0x2501 || c == 0x2043 || c == 0xFE31 || c == 0xFE32 ||
           c == 0x2E3A || c == 0x2E3B;
}

// Small and look-alike signs of ASCII that are no full-width forms; 0: none.
char32_t small_form(char32_t c) {
    switch (c) {
        case 0xFE50:
            return U',';
        case 0xFE52:
            return U'.';
        case 0xFE54:
            return U';';
        case 0xFE55:
        case 0x2236:
            return U':';
        case 0xFE56:
            return U'?';
        case 0xFE57:
            return U'!';
        case 0xFE59:
            return U'(';
        case 0xFE5A:
            return U')';
        case 0x301C:
            return U'~';
        default:
            return 0;
    }
}

bool is_private_use(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

// One of the brackets that stand around the year of a document number; 0: none.
char32_t number_bracket(char32_t c) {
    switch (c) {
        case U'(':
        case U'[':
        case 0x3010:  // 【
        case 0x3014:  // 〔
        case 0x3016:  // 〖
        case 0xFE5D:  // small 〔
        case 0x27E6:
        case 0x2772:
            return 0x3014;
        case U')':
        case U']':
        case 0x3011:
        case 0x3015:
        case 0x3017:
        case 0xFE5E:
        case 0x27E7:
        case 0x2773:
            return 0x3015;
        default:
            return 0;
    }
}

bool is_unprintable(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFFF0 && c <= 0xFFFB) || c == 0x61C ||
           c >= 0xE0000;
}

// Behind the signs from `at` on that are neither blanks nor controls, eight at a time.
std::size_t behind_visible_ascii(std::string_view text, std::size_t at) {
    constexpr std::uint64_t ones = 0x0101010101010101u, high = ones << 7;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t bytes;
        std::memcpy(&bytes, text.data() + at, 8);
        // A borrow can only claim too much; the loop below looks closely.
        if (((bytes | (bytes - ones * 0x21) | (bytes + ones)) & high) != 0) break;
    }
    while (at < text.size() && text[at] > 0x20 && text[at] < 0x7F) ++at;
    return at;
}

std::size_t behind_chinese(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (; at + 4 <= text.size(); at += 3) {
        std::uint32_t bytes;
        std::memcpy(&bytes, text.data() + at, 4);
        const std::uint32_t lead = bytes & 0xFF;
        if ((bytes & 0x00C0C000u) != 0x00808000u || lead < 0xE4 || lead > 0xE9) return at;
    }
    const bool last = at + 3 == text.size() && byte(at) >= 0xE4 && byte(at) <= 0xE9 &&
                      (byte(at + 1) & 0xC0) == 0x80 && (byte(at + 2) & 0xC0) == 0x80;
    return last ? at + 3 : at;
}

// The end of the characters from `at` on that nothing here changes: visible ASCII, and 汉字 (leads
// E4 to E9). Nearly all text consists of them.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    while (at < text.size()) {
        if (byte(at) < 0x80) {
            at = behind_visible_ascii(text, at);
            if (at == text.size() || byte(at) < 0x80) break;
        }
        const std::size_t chinese = behind_chinese(text, at);
        if (chinese == at) break;
        at = chinese;
    }
    return at;
}

// Runs of plain characters go to `plain`, every other code point to `other`.
template <class Plain, class Other>
std::string mapped(std::string_view text, Plain plain, Other other) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of_plain(text, at);
        if (end > at) plain(text.substr(at, end - at), out);
        at = end;
        if (at < text.size()) other(next_code_point(text, at), out);
    }
    return out;
}

void copy(std::string_view run, std::string& out) { out += run; }

}  // namespace

bool is_blank(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    return c == 0xA0 || c == 0xAD || c == 0x85 || c == 0x1680 || c == 0x180E ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF || c == 0x3164;
}

bool has_no_width(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0xAD || c == 0x180E;
}

char32_t folded(char32_t c) {
    if (c < 0x80) return is_blank(c) ? U' ' : c;
    if (is_dash(c)) return U'-';
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (const char32_t plain = small_form(c); plain != 0) return plain;
    return is_blank(c) ? U' ' : c;
}

std::string fold_width(std::string_view text) {
    return mapped(text, copy, [](char32_t c, std::string& out) { append_utf8(out, folded(c)); });
}

bool is_folded(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        at = end_of_plain(text, at);
        if (at < text.size() && text[at] != ' ') return false;
    }
    return true;
}

std::string strip_blanks(std::string_view text) {
    return mapped(text, copy, [](char32_t c, std::string& out) {
        if (!is_blank(c)) append_utf8(out, c);
    });
}

std::string collapse_blanks(std::string_view text) {
    bool pending = false;
    const auto separate = [&](std::string& out) {
        if (pending) out += ' ';
        pending = false;
    };
    const auto plain = [&](std::string_view run, std::string& out) {
        separate(out);
        out += run;
    };
    return mapped(text, plain, [&](char32_t c, std::string& out) {
        if (has_no_width(c)) return;
        if (is_blank(c)) {
            pending = !out.empty();
            return;
        }
        separate(out);
        append_utf8(out, c);
    });
}

std::string_view trim_blanks(std::string_view text) {
    while (!text.empty()) {
        std::size_t behind = 0;
        if (!is_blank(next_code_point(text, behind))) break;
        text.remove_prefix(behind);
    }
    while (!text.empty()) {
        std::size_t at = text.size() - 1;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
        std::size_t behind = at;
        if (!is_blank(next_code_point(text, behind)) || behind != text.size()) break;
        text = text.substr(0, at);
    }
    return text;
}

std::string match_form(std::string_view text) {
    const auto plain = [](std::string_view run, std::string& out) {
        for (char c : run) out += lower_ascii(c);
    };
    return mapped(text, plain, [](char32_t c, std::string& out) {
        c = folded(c);
        if (c == U' ' || is_private_use(c)) return;
        append_utf8(out, c >= U'A' && c <= U'Z' ? c + 32 : c);
    });
}

std::string number_form(std::string_view text) {
    const std::string plain = match_form(text);
    std::string out;
    out.reserve(plain.size());
    for (std::size_t at = 0; at < plain.size();) {
        const char32_t c = next_code_point(plain, at);
        const char32_t bracket = number_bracket(c);
        append_utf8(out, bracket != 0 ? bracket : c);
    }
    return out;
}

std::string printable(std::string_view text) {
    return mapped(text, copy, [](char32_t c, std::string& out) {
        if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
            out += ' ';
        else if (!is_unprintable(c))
            append_utf8(out, c);
    });
}

bool contains_any(std::string_view text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words,
                               [&](const auto& word) { return text.find(word) != text.npos; });
}

}  // namespace duwang
