// Dates of cookies, read as leniently as RFC 6265, 5.1.1, has it: tokens in any order.
#include <algorithm>
#include <charconv>
#include <optional>

#include "crawler/http/cookie_jar.h"

namespace duwang::crawler {
namespace {

constexpr std::string_view months = "janfebmaraprmayjunjulaugsepoctnovdec";
constexpr std::int64_t day_ms = 86'400'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_delimiter(char c) {
    auto u = static_cast<unsigned char>(c);
    return u == 0x09 || (u >= 0x20 && u <= 0x2f) || (u >= 0x3b && u <= 0x40) ||
           (u >= 0x5b && u <= 0x60) || (u >= 0x7b && u <= 0x7e);
}

struct Parts {
    std::optional<int> day, month, year;
    std::optional<std::int64_t> time_ms;
};

// A number of `least` to `most` digits at the front, which is taken away.
std::optional<int> digits(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) ++length;
    if (length < least || length > most) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + length, value);
    text.remove_prefix(length);
    return value;
}

std::optional<std::int64_t> time_of(std::string_view token) {
    std::int64_t total = 0;
    constexpr int limits[] = {23, 59, 59};
    for (int i = 0; i < 3; ++i) {
        if (i > 0 && !token.starts_with(':')) return std::nullopt;
        if (i > 0) token.remove_prefix(1);
        auto value = digits(token, 1, 2);
        if (!value || *value > limits[i]) return std::nullopt;
        total = total * 60 + *value;
    }
    return total * 1000;
}

std::optional<int> month_of(std::string_view token) {
    if (token.size() < 3) return std::nullopt;
    std::string word(token.substr(0, 3));
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    auto at = months.find(word);
    if (at == months.npos || at % 3 != 0) return std::nullopt;
    return static_cast<int>(at / 3) + 1;
}

void take_token(std::string_view token, Parts& parts) {
    std::string_view rest = token;
    if (!parts.time_ms && (parts.time_ms = time_of(token))) return;
    if (!parts.day && (parts.day = digits(rest, 1, 2))) return;
    if (!parts.month && (parts.month = month_of(token))) return;
    rest = token;
    if (!parts.year) parts.year = digits(rest, 2, 4);
}

}  // namespace

Timestamp cookie_date(std::string_view text) {
    Parts parts;
    while (!text.empty()) {
        auto begin = std::ranges::find_if_not(text, is_delimiter);
        text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
        auto end = std::ranges::find_if(text, is_delimiter);
        auto length = static_cast<std::size_t>(end - text.begin());
        if (length > 0) take_token(text.substr(0, length), parts);
        text.remove_prefix(length);
    }
    if (!parts.day || !parts.month || !parts.year || !parts.time_ms) return {};
    int year = *parts.year < 70    ? *parts.year + 2000
               : *parts.year < 100 ? *parts.year + 1900
                                   : *parts.year;
    Date date{year, *parts.month, *parts.day};
    if (year < 1970 || !date.valid()) return {};
    auto midnight = parse_timestamp(date.iso() + "T00:00:00Z");
    if (!midnight) return {};
    // The very first second would mean "no date".
    return {std::max<std::int64_t>(midnight->unix_ms + *parts.time_ms % day_ms, 1)};
}

}  // namespace duwang::crawler
