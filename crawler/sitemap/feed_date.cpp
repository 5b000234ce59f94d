#include <fmt/format.h>

#include <array>
#include <charconv>

#include "core/time.h"
#include "crawler/sitemap/sitemap.h"

namespace duwang::crawler {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        auto from = text.find_first_not_of(" \t\r\n,");
        if (from == text.npos || words.size() > 8) return words;
        text.remove_prefix(from);
        auto end = std::min(text.find_first_of(" \t\r\n,"), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

int number(std::string_view text) {
    int value = -1;
    auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    return error == std::errc{} && end == text.end() ? value : -1;
}

int month_of(std::string_view word) {
    constexpr std::array names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (word.starts_with(names[i])) return static_cast<int>(i) + 1;
    return 0;
}

// "+0800" → "+08:00"; GMT, UT, UTC and Z mean "Z"; other names are not understood.
std::string zone_of(std::string_view word) {
    if (word == "GMT" || word == "UTC" || word == "UT" || word == "Z") return "Z";
    bool offset =
        word.size() == 5 && (word[0] == '+' || word[0] == '-') && number(word.substr(1)) >= 0;
    return offset ? fmt::format("{}:{}", word.substr(0, 3), word.substr(3)) : "";
}

}  // namespace

std::string iso_of_feed_date(std::string_view text) {
    auto words = words_of(text);
    if (!words.empty() && number(words[0]) < 0) words.erase(words.begin());  // "Tue,"
    if (words.size() < 4) return std::string(text);
    Date date{number(words[2]), month_of(words[1]), number(words[0])};
    if (words[2].size() == 2) date.year += date.year < 70 ? 2000 : 1900;
    std::string_view clock = words[3];
    bool shaped = (clock.size() == 5 || clock.size() == 8) && clock[2] == ':';
    if (!date.valid() || !shaped || number(clock.substr(0, 2)) > 23 ||
        number(clock.substr(3, 2)) > 59)
        return std::string(text);
    return fmt::format("{}T{}{}", date.iso(), clock, words.size() > 4 ? zone_of(words[4]) : "");
}

}  // namespace duwang::crawler
