#include <charconv>

#include "core/text/normalise.h"
#include "crawler/page/dates.h"
#include "crawler/page/dates_sane.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t value_bytes_max = 400;

std::int64_t whole_number(std::string_view text) {
    std::int64_t value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : -1;
}

FoundDate made(const Date& date, std::string_view text) {
    FoundDate found;
    found.date = date;
    found.iso = iso_of(date);
    found.text = text;
    return found;
}

// "20260825" or "20260825100307".
std::optional<FoundDate> of_digits(std::string_view text, const Date& reference) {
    if (text.size() != 8 && text.size() != 14) return {};
    const auto day = whole_number(text.substr(0, 8));
    if (day < 0 || whole_number(text) < 0) return {};
    const Date date{static_cast<int>(day / 10000), static_cast<int>(day / 100 % 100),
                    static_cast<int>(day % 100)};
    if (date.day == 0 || date.month == 0 || is_sane(date, reference) != Sane::yes) return {};
    FoundDate found = made(date, text);
    const auto clock = static_cast<int>(text.size() == 14 ? whole_number(text.substr(8)) : 0);
    if (clock > 0 && clock / 10000 < 24 && clock / 100 % 100 < 60)
        append_time(found.iso, clock / 10000, clock / 100 % 100);
    return found;
}

std::optional<FoundDate> of_epoch(std::string_view text, const Date& reference) {
    const std::optional<Timestamp> moment = date_of_epoch(text);
    if (!moment || is_sane(moment->date(), reference) != Sane::yes) return {};
    FoundDate found = made(moment->date(), text);
    const std::string iso = moment->iso();  // "2026-09-30T10:00:00+08:00"
    if (iso.substr(11, 8) != "00:00:00") found.iso += iso.substr(10, 6);
    return found;
}

// "2026年", "2026".
std::optional<FoundDate> of_year(std::string_view text, const Date& reference) {
    std::string_view digits = text;
    if (digits.ends_with("年")) digits.remove_suffix(std::string_view("年").size());
    if (digits.size() != 4) return {};
    const auto year = whole_number(digits);
    const Date date{static_cast<int>(year), 0, 0};
    if (year < 0 || is_sane(date, reference) != Sane::yes) return {};
    return made(date, text);
}

}  // namespace

std::optional<Timestamp> date_of_epoch(std::string_view text) {
    text = trim_blanks(text);
    if (text.starts_with("/Date(") || text.starts_with("\\/Date(")) {
        text.remove_prefix(text.find('(') + 1);
        text = text.substr(0, text.find_first_not_of("0123456789"));  // a zone may follow
    }
    const std::int64_t number = text.size() >= 9 && text.size() <= 13 ? whole_number(text) : -1;
    if (number < 0) return {};
    if (text.size() <= 10) return Timestamp{number * 1000};
    if (text.size() < 12) return {};
    return Timestamp{number};
}

std::optional<FoundDate> date_of_value(std::string_view text, const Date& reference,
                                       bool* by_reference) {
    text = trim_blanks(text.substr(0, value_bytes_max));
    std::string half_width;
    if (!is_folded(text)) text = half_width = fold_width(text);
    if (auto found = of_digits(text, reference)) return found;
    if (auto found = of_epoch(text, reference)) return found;
    std::vector<FoundDate> all = find_dates(text, reference, by_reference);
    if (!all.empty()) return std::move(all.front());
    return of_year(text, reference);
}

}  // namespace duwang::crawler
