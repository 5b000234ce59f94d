#include "reports/escape.h"

#include <fmt/format.h>

#include <array>

#include "reports/utf8.h"

namespace duwang::reports {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
           c == 0x200F || c == 0xFEFF;
}

}  // namespace

std::string clean_text(std::string_view text, std::string_view keep) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        Character c = character_at(text, at);
        std::string_view bytes = text.substr(at, c.bytes);
        at += c.bytes;
        if (!c.valid)
            result += replacement;
        else if (!is_control(c.code) || (c.bytes == 1 && keep.find(bytes[0]) != keep.npos))
            result += bytes;
        else if (c.code == '\n' || c.code == '\r' || c.code == '\t')
            result += ' ';
    }
    return result;
}

std::string html(std::string_view text) {
    std::string result;
    for (char c : clean_text(text)) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string csv_cell(std::string_view text) {
    // Full-width forms are read as formulas by some spreadsheets, too.
    constexpr std::array<std::string_view, 9> starters{"=",  "+",  "-",  "@", "\t",
                                                       "\r", "＝", "＋", "＠"};
    std::string clean = clean_text(text);
    bool formula = false;
    std::string_view visible =
        std::string_view(clean).substr(std::min(clean.find_first_not_of(' '), clean.size()));
    for (std::string_view starter : starters)
        formula = formula || visible.starts_with(starter) || text.starts_with(starter);
    std::string result = formula ? "\"'" : "\"";
    for (char c : clean) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

std::string terminal(std::string_view text) { return clean_text(text); }

std::string file_name(std::string_view text) {
    constexpr std::size_t bytes_max = 80;
    std::string result;
    for (char c : text) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || (c == '.' && !result.empty());
        if (plain)
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        if (result.size() > bytes_max) break;
    }
    return result.empty() ? "_" : result;
}

std::string link_target(std::string_view url) {
    bool web = url.starts_with("http://") || url.starts_with("https://");
    return web ? clean_text(url) : std::string();
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Mobile phones, and the lengths of identity and bank cards.
bool is_personal(std::string_view number) {
    bool mobile = number.size() == 11 && number[0] == '1' && number[1] >= '3';
    return mobile || (number.size() >= 15 && number.size() <= 19);
}

}  // namespace

std::string mask_personal(std::string_view text) {
    constexpr std::size_t head = 3;
    constexpr std::size_t tail = 4;
    std::string result(text);
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) ++end;
        bool check_letter = end - at == 17 && end < text.size() && (text[end] | 0x20) == 'x';
        if (check_letter) ++end;
        if (is_personal(text.substr(at, end - at)))
            for (std::size_t i = at + head; i + tail < end; ++i) result[i] = '*';
        at = std::max(end, at + 1);
    }
    return result;
}

std::string shorten(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return std::string(text);
    std::size_t at = 0;
    while (at + character_at(text, at).bytes <= bytes_max) at += character_at(text, at).bytes;
    return std::string(text.substr(0, at)) + "…";
}

}  // namespace duwang::reports
