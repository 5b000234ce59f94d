#include <algorithm>
#include <array>

#include "core/text/ascii.h"
#include "crawler/page/dates.h"
#include "crawler/page/dates_sane.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t segments_max = 24;

bool is_hex(std::string_view text) {
    for (char c : text)
        if (!is_ascii_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'f')) return false;
    return !text.empty();
}

// So many digits and nothing else; -1: anything else.
int number(std::string_view text, std::size_t shortest, std::size_t longest) {
    if (text.size() < shortest || text.size() > longest) return -1;
    int value = 0;
    for (char c : text) {
        if (!is_ascii_digit(c)) return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

Date day_of(int eight_digits) {
    return {eight_digits / 10000, eight_digits / 100 % 100, eight_digits % 100};
}

class PathDates {
  public:
    PathDates(std::string_view path, const Date& reference) : reference_(reference) {
        while (!path.empty() && count_ < segments_max) {
            const std::size_t end = path.find('/');
            const std::string_view segment = path.substr(0, end);
            if (!segment.empty()) segments_[count_++] = segment;
            if (end == std::string_view::npos) break;
            path.remove_prefix(end + 1);
            in_folders_ = count_;  // what a '/' stands behind
        }
    }
    Date run() const;

  private:
    std::string_view segment(std::size_t at) const {
        return at < count_ ? segments_[at] : std::string_view{};
    }
    bool is_folder(std::size_t at) const { return at < in_folders_; }
    bool good(const Date& date) const { return is_sane(date, reference_) == Sane::yes; }
    Date at_year(std::size_t at, int year) const;
    Date at_dashes(std::size_t at) const;
    Date whole_day(std::size_t at) const;
    Date month_folder(std::size_t at) const;
    Date at(std::size_t at) const;

    const Date& reference_;
    std::array<std::string_view, segments_max> segments_{};
    std::size_t count_ = 0, in_folders_ = 0;
};

// Behind "/2026/": "8/5/", "08/25/", "0825/", and U11's "<section>_0825/" further on.
Date PathDates::at_year(std::size_t at, int year) const {
    if (is_folder(at + 1)) {
        if (const int both = number(segment(at + 1), 4, 4); both > 0)
            return {year, both / 100, both % 100};
        const int month = number(segment(at + 1), 1, 2);
        const int day = is_folder(at + 2) ? number(segment(at + 2), 1, 2) : -1;
        if (month > 0) return {year, month, day > 0 ? day : 0};
    }
    for (std::size_t further = at + 1; is_folder(further); ++further) {
        const std::string_view name = segment(further);
        if (name.size() < 6 || name[name.size() - 5] != '_') continue;
        const int both = number(name.substr(name.size() - 4), 4, 4);
        if (both > 0 && good({year, both / 100, both % 100})) return {year, both / 100, both % 100};
    }
    return {};
}

// "2026-08-25", "2026-8-5" as a whole segment, or "2026-08/25/".
Date PathDates::at_dashes(std::size_t at) const {
    const std::string_view name = segment(at);
    const std::size_t second = name.find('-', 5);
    const int year = number(name.substr(0, 4), 4, 4);
    const int month = number(name.substr(5, second == name.npos ? name.npos : second - 5), 1, 2);
    if (year < 0 || month < 0 || !is_folder(at)) return {};
    int day = 0;
    if (second != name.npos)
        day = number(name.substr(second + 1), 1, 2);
    else if (is_folder(at + 1))
        day = std::max(0, number(segment(at + 1), 1, 2));
    return day < 0 ? Date{} : Date{year, month, day};
}

// U14: "/20260825/<hex>/", "/20260825103000123/"; TRS: "t20260825_1001.html".
Date PathDates::whole_day(std::size_t at) const {
    const std::string_view name = segment(at);
    if (name.starts_with('t') && name.size() > 9 && name[9] == '_')
        return day_of(std::max(0, number(name.substr(1, 8), 8, 8)));
    if (!is_folder(at)) return {};
    if (name.size() == 8 && segment(at + 1).size() >= 16 && is_hex(segment(at + 1)))
        return day_of(std::max(0, number(name, 8, 8)));
    const bool moment =
        name.size() >= 14 && name.size() <= 20 && number(name.substr(14), 0, 6) >= 0;
    const int day = moment ? number(name.substr(0, 8), 8, 8) : -1;
    const int clock = moment ? number(name.substr(8, 6), 6, 6) : -1;
    const bool sane = clock >= 0 && clock / 10000 < 24 && clock / 100 % 100 < 60;
    return day > 0 && sane ? day_of(day) : Date{};
}

// "202608/", and the day of UUID folders behind it (U09).
Date PathDates::month_folder(std::size_t at) const {
    const int month = is_folder(at) ? number(segment(at), 6, 6) : -1;
    if (month < 0) return {};
    const int day = is_folder(at + 1) && segment(at + 1).size() == 2
                        ? std::max(0, number(segment(at + 1), 2, 2))
                        : 0;
    return {month / 100, month % 100, day};
}

Date PathDates::at(std::size_t at) const {
    const std::string_view name = segment(at);
    if (const int year = is_folder(at) ? number(name, 4, 4) : -1; year > 0)
        return at_year(at, year);
    if (name.size() > 5 && name[4] == '-' && is_ascii_digit(name[0])) return at_dashes(at);
    if (const Date day = whole_day(at); day.year > 0) return day;
    return month_folder(at);
}

Date PathDates::run() const {
    Date month;
    for (std::size_t i = 0; i < count_; ++i) {
        const Date date = at(i);
        if (date.month == 0 || !good(date)) continue;
        if (date.day > 0) return date;
        if (month.year == 0) month = date;
    }
    return month;
}

}  // namespace

Date date_in_path(std::string_view path, const Date& reference) {
    return PathDates(path, reference).run();
}

Date date_in_file(std::string_view path, const Date& reference) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == path.npos ? path : path.substr(slash + 1);
    const bool machine = (name.starts_with("W0") || name.starts_with("P0")) && name.size() > 14;
    if (!machine || number(name.substr(10, 4), 4, 4) < 0) return {};
    const int digits = number(name.substr(2, 8), 8, 8);
    const Date date = digits > 0 ? day_of(digits) : Date{};
    return date.day > 0 && is_sane(date, reference) == Sane::yes ? date : Date{};
}

}  // namespace duwang::crawler
