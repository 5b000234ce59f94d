#include "core/text/normalise.h"

namespace duwang {
namespace {

bool is_dash(char32_t c) {
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
           c == 0xFF0D || c == 0x2500 || c == 0x2E3A;
}

bool is_unprintable(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFFF0 && c <= 0xFFFB) || c == 0x61C ||
           c >= 0xE0000;
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) map(next_code_point(text, at), out);
    return out;
}

}  // namespace

bool is_blank(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    return c == 0xA0 || c == 0xAD || c == 0x85 || c == 0x1680 || c == 0x180E ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF || c == 0x3164;
}

char32_t folded(char32_t c) {
    if (c < 0x80) return is_blank(c) ? U' ' : c;
    if (is_dash(c)) return U'-';
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    return is_blank(c) ? U' ' : c;
}

std::string fold_width(std::string_view text) {
    return mapped(text, [](char32_t c, std::string& out) { append_utf8(out, folded(c)); });
}

std::string strip_blanks(std::string_view text) {
    return mapped(text, [](char32_t c, std::string& out) {
        if (!is_blank(c)) append_utf8(out, c);
    });
}

std::string collapse_blanks(std::string_view text) {
    bool pending = false;
    return mapped(text, [&](char32_t c, std::string& out) {
        if (is_blank(c)) {
            pending = !out.empty();
            return;
        }
        if (pending) out += ' ';
        pending = false;
        append_utf8(out, c);
    });
}

std::string_view trim_blanks(std::string_view text) {
    std::size_t begin = text.size(), end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (is_blank(next_code_point(text, at))) continue;
        begin = std::min(begin, start);
        end = at;
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

std::string match_form(std::string_view text) {
    return mapped(text, [](char32_t c, std::string& out) {
        c = folded(c);
        if (c == U' ') return;
        append_utf8(out, c >= U'A' && c <= U'Z' ? c + 32 : c);
    });
}

std::string printable(std::string_view text) {
    return mapped(text, [](char32_t c, std::string& out) {
        if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
            out += ' ';
        else if (!is_unprintable(c))
            append_utf8(out, c);
    });
}

}  // namespace duwang
