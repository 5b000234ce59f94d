#include "core/sheet_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace duwang {
namespace {

constexpr double days_max = 2'958'466;  // 9999-12-31
constexpr double magnitude_max = 1e15;
constexpr int places_max = 15;

// Without texts in quotes, escapes, and [conditions]; only the part for positive numbers.
std::string bare(std::string_view code) {
    std::string out;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        if (code[i] == '"' || code[i] == '[') {
            const std::size_t end = code.find(code[i] == '"' ? '"' : ']', i + 1);
            if (end == code.npos) break;
            i = end;
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else {
            out += code[i];
        }
    }
    return out;
}

// "0.5" from 15 digits of a double, never with an exponent.
std::string plain(double value, int places) {
    std::string text = fmt::format("{:.15g}", value);
    if (text.find('e') != text.npos) {
        text = fmt::format("{:.20f}", value);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    const std::size_t point = text.find('.');
    auto have = static_cast<int>(point == text.npos ? 0 : text.size() - point - 1);
    if (have < places && point == text.npos) text += '.';
    for (; have < places; ++have) text += '0';
    return text;
}

std::string date_text(double value, const NumberFormat& format, bool from_1904) {
    using namespace std::chrono;
    // Day 60 of the 1900 count is a 29 February that never was.
    const double start = from_1904 ? 1462 : value < 60 ? 1 : 0;
    const auto minutes_all = static_cast<std::int64_t>(std::llround((value + start) * 1440));
    const year_month_day date{sys_days{year{1899} / 12 / 30} + days{minutes_all / 1440}};
    const auto minute = minutes_all % 1440;
    const std::string clock = fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    if (format.time && !format.date) return clock;
    std::string text =
        fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (minute != 0) text += " " + clock;
    return text;
}

}  // namespace

NumberFormat number_format(int id) {
    NumberFormat format;
    // ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates in Chinese editions.
    format.date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
                  (id >= 50 && id <= 58);
    format.time = (id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47);
    format.share = id == 9 || id == 10;
    if (id == 2 || id == 4 || id == 10) format.places = 2;
    return format;
}

NumberFormat number_format(std::string_view code) {
    const std::string text = bare(code);
    NumberFormat format;
    if (text.find("General") != text.npos) return format;
    format.date = text.find_first_of("yYdD") != text.npos;
    format.time = text.find_first_of("hHsS") != text.npos;
    format.share = text.find('%') != text.npos;
    const std::size_t point = text.find('.');
    if (point != text.npos)
        while (format.places < places_max &&
               text.compare(point + 1 + static_cast<std::size_t>(format.places), 1, "0") == 0)
            ++format.places;
    // Months alone: "m月" shows only a month; it is a date all the same.
    if (!format.time && text.find_first_of("mM") != text.npos) format.date = true;
    return format;
}

std::string shown_number(const std::string& raw, const NumberFormat& format, bool from_1904) {
    double value = 0;
    const auto [end, problem] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (problem != std::errc() || end != raw.data() + raw.size() || !std::isfinite(value) ||
        std::abs(value) > magnitude_max)
        return raw;
    if ((format.date || format.time) && value >= 0 && value < days_max)
        return date_text(value, format, from_1904);
    if (format.share) return plain(value * 100, format.places) + "%";
    return plain(value, format.places);
}

}  // namespace duwang
