#include "core/calendar.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace duwang {
namespace {

using std::chrono::sys_days;

constexpr int year_max = 9999;

std::optional<sys_days> day_of(const Date& date) {
    if (!date.valid() || date.year > year_max) return std::nullopt;
    return sys_days(std::chrono::year(date.year) / date.month / date.day);
}

Date date_of(sys_days day) {
    const std::chrono::year_month_day ymd(day);
    return {int(ymd.year()), int(unsigned(ymd.month())), int(unsigned(ymd.day()))};
}

// 0 for the first of January.
std::size_t day_of_year(const Date& date) {
    const auto first = sys_days(std::chrono::year(date.year) / 1 / 1);
    return static_cast<std::size_t>((*day_of(date) - first).count());
}

std::size_t days_in(int year) { return day_of_year({year, 12, 31}) + 1; }

bool is_weekend(sys_days day) {
    const std::chrono::weekday weekday(day);
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10) return std::nullopt;
    const Result<Timestamp> moment = parse_timestamp(text);
    if (!moment) return std::nullopt;
    return moment->date();
}

std::optional<Date> add_days(const Date& date, int days) {
    constexpr int days_max = 366 * year_max;
    const std::optional<sys_days> day = day_of(date);
    if (!day || days > days_max || days < -days_max) return std::nullopt;
    const Date result = date_of(*day + std::chrono::days(days));
    if (result.year < 1 || result.year > year_max) return std::nullopt;
    return result;
}

std::optional<int> days_between(const Date& from, const Date& to) {
    const std::optional<sys_days> first = day_of(from), last = day_of(to);
    if (!first || !last) return std::nullopt;
    return static_cast<int>((*last - *first).count());
}

void Calendar::add_year(int year, std::span<const Date> off, std::span<const Date> work) {
    if (year < 1 || year > year_max) return;
    std::array<bool, 366> working{};
    const std::size_t length = days_in(year);
    const sys_days first = *day_of({year, 1, 1});
    for (std::size_t i = 0; i < length; ++i) working[i] = !is_weekend(first + std::chrono::days(i));
    const auto mark = [&](std::span<const Date> days, bool value) {
        for (const Date& day : days)
            if (day.valid() && day.year == year) working[day_of_year(day)] = value;
    };
    mark(off, false);
    mark(work, true);
    Counts counts{};
    for (std::size_t i = 0; i < counts.size() - 1; ++i)
        counts[i + 1] = static_cast<std::uint16_t>(counts[i] + (working[i] ? 1 : 0));
    years_[year] = counts;
}

std::optional<bool> Calendar::is_working_day(const Date& day) const {
    const auto table = years_.find(day.year);
    if (!day_of(day) || table == years_.end()) return std::nullopt;
    const std::size_t index = day_of_year(day);
    return table->second[index + 1] > table->second[index];
}

// Working days of its year up to and including this day.
std::optional<int> Calendar::working_days_up_to(const Date& day) const {
    const auto table = years_.find(day.year);
    if (table == years_.end()) return std::nullopt;
    return table->second[day_of_year(day) + 1];
}

// Of whole years, all of which must be known.
std::optional<int> Calendar::working_days_of(int first_year, int last_year) const {
    int sum = 0;
    for (int year = first_year; year <= last_year; ++year) {
        const auto table = years_.find(year);
        if (table == years_.end()) return std::nullopt;
        sum += table->second.back();
    }
    return sum;
}

std::optional<int> Calendar::working_days_between(const Date& from, const Date& to) const {
    if (to < from) {
        const std::optional<int> forward = working_days_between(to, from);
        return forward ? std::optional(-*forward) : std::nullopt;
    }
    const std::optional<Date> first = add_days(from, 1);
    if (!first || !day_of(to)) return std::nullopt;
    if (from == to) return knows(to.year) ? std::optional(0) : std::nullopt;
    const std::optional<int> last = working_days_up_to(to);
    const std::optional<int> whole = working_days_of(first->year, to.year - 1);
    // The trigger's own year matters only when a day of it is counted.
    const std::optional<int> before =
        first->year == from.year ? working_days_up_to(from) : std::optional(0);
    if (!last || !whole || !before) return std::nullopt;
    return *whole + *last - *before;
}

std::optional<Date> Calendar::add_working_days(const Date& from, int n) const {
    if (!day_of(from) || n == std::numeric_limits<int>::min()) return std::nullopt;
    if (n == 0) return knows(from.year) ? std::optional(from) : std::nullopt;
    const int step = n > 0 ? 1 : -1;
    std::optional<Date> day = from;
    // Ends where the known years end.
    for (int left = n > 0 ? n : -n; left > 0;) {
        day = add_days(*day, step);
        const std::optional<bool> working = day ? is_working_day(*day) : std::nullopt;
        if (!working) return std::nullopt;
        if (*working) --left;
    }
    return day;
}

}  // namespace duwang
