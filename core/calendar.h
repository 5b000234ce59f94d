// Working days (工作日) and calendar days. Holidays and make-up working days (调休上班日) are data;
// outside the years that are known there is no answer, and whoever asks says not_determined.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "core/time.h"

namespace duwang {

// "2022-12-31" and nothing else.
std::optional<Date> parse_date(std::string_view text);
// The day `days` after `date` (before it when negative); nothing beyond the years 1 to 9999.
std::optional<Date> add_days(const Date& date, int days);
// How many days `to` comes after `from`: 1 for the next day. Nothing when one is no day.
std::optional<int> days_between(const Date& from, const Date& to);

// The last day of a limit in calendar days (N日内): the day after the trigger is day 1, the last
// day belongs to the limit, and holidays do not move it. Source: coverage.md OP-17.
inline std::optional<Date> last_day_of(const Date& trigger, int days) {
    return add_days(trigger, days);
}

// 年度节假日安排, one table a year.
class Calendar {
  public:
    // What the arrangement of a year says; weekends need not be named. Days of other years and
    // what is no day are passed over. A year that is given again replaces the first.
    void add_year(int year, std::span<const Date> off, std::span<const Date> work);
    bool knows(int year) const { return years_.contains(year); }

    std::optional<bool> is_working_day(const Date& day) const;
    // The n-th working day after `from`, or before it when n is negative; `from` itself for 0.
    // `from` need not be a working day.
    std::optional<Date> add_working_days(const Date& from, int n) const;
    // Working days after `from` up to and including `to` (从次日起算); negative when `to` is
    // earlier.
    std::optional<int> working_days_between(const Date& from, const Date& to) const;

  private:
    // [k]: working days among the first k days of the year.
    using Counts = std::array<std::uint16_t, 367>;
    std::map<int, Counts> years_;
    std::optional<int> working_days_up_to(const Date& day) const;
    std::optional<int> working_days_of(int first_year, int last_year) const;
};

}  // namespace duwang
