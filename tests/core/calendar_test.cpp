#include "core/calendar.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

Date day(std::string_view text) { return parse_date(text).value_or(Date{}); }

// Spring 2020 as far as TC-X-02 needs it, and a year without any holiday.
Calendar small_calendar() {
    Calendar calendar;
    const Date off[] = {day("2020-05-01"), day("2020-05-04"), day("2020-05-05")};
    const Date work[] = {day("2020-04-26"), day("2020-05-09")};
    calendar.add_year(2020, off, work);
    calendar.add_year(2021, {}, {});
    return calendar;
}

TEST(Calendar, WorkingDaysFollowTheArrangementOfTheYear) {
    const Calendar calendar = small_calendar();
    struct Row {
        const char* day;
        bool working;
    };
    for (const Row& row :
         {Row{"2020-04-13", true}, Row{"2020-04-25", false}, Row{"2020-04-26", true},
          Row{"2020-05-01", false}, Row{"2020-05-09", true}, Row{"2020-05-10", false},
          Row{"2020-02-29", false}, Row{"2021-12-31", true}})
        EXPECT_EQ(calendar.is_working_day(day(row.day)), row.working) << row.day;
}

TEST(Calendar, WorkingDaysAreCountedFromTheNextDay) {
    const Calendar calendar = small_calendar();
    struct Row {
        const char *from, *to;
        int days;
    };
    for (const Row& row : {
             Row{"2020-04-13", "2020-05-19", 25},  // TC-X-02: more than 20
             Row{"2020-04-13", "2020-04-13", 0}, Row{"2020-04-13", "2020-04-14", 1},
             Row{"2020-04-24", "2020-04-26", 1}, Row{"2020-04-25", "2020-04-26", 1},
             Row{"2020-05-19", "2020-04-13", -25}, Row{"2020-12-31", "2021-01-04", 2},
             Row{"2020-01-31", "2021-12-31", 499},
             Row{"2019-12-31", "2020-01-01", 1},  // no day of 2019 is counted
         })
        EXPECT_EQ(calendar.working_days_between(day(row.from), day(row.to)), row.days)
            << row.from << " " << row.to;
}

TEST(Calendar, TheLastDayOfALimitInWorkingDays) {
    const Calendar calendar = small_calendar();
    struct Row {
        const char* from;
        int n;
        const char* last;
    };
    for (const Row& row :
         {Row{"2020-04-13", 25, "2020-05-19"}, Row{"2020-04-13", 20, "2020-05-12"},
          Row{"2020-04-13", 0, "2020-04-13"}, Row{"2020-04-24", 1, "2020-04-26"},
          Row{"2020-05-19", -25, "2020-04-13"}, Row{"2020-12-31", 1, "2021-01-01"}})
        EXPECT_EQ(calendar.add_working_days(day(row.from), row.n), day(row.last)) << row.last;
}

TEST(Calendar, AYearThatIsNotKnownHasNoAnswer) {
    const Calendar calendar = small_calendar();
    EXPECT_TRUE(calendar.knows(2020));
    EXPECT_FALSE(calendar.knows(2022));
    EXPECT_FALSE(calendar.is_working_day(day("2022-01-01")));
    EXPECT_FALSE(calendar.add_working_days(day("2021-12-30"), 2));
    EXPECT_FALSE(calendar.add_working_days(day("2020-01-02"), -5));
    EXPECT_FALSE(calendar.add_working_days(day("2022-01-05"), 0));
    EXPECT_FALSE(calendar.add_working_days(day("2020-01-05"), -2147483648));
    EXPECT_FALSE(calendar.add_working_days(day("2020-01-05"), 2147483647));
    EXPECT_FALSE(calendar.working_days_between(day("2021-12-30"), day("2022-01-04")));
    EXPECT_FALSE(calendar.working_days_between(day("2019-12-30"), day("2020-01-04")));
    EXPECT_FALSE(calendar.working_days_between(day("2022-01-05"), day("2022-01-05")));
    EXPECT_FALSE(calendar.working_days_between(day("2020-01-05"), Date{2020, 2, 30}));
    EXPECT_FALSE(calendar.working_days_between(Date{}, day("2020-01-05")));
    EXPECT_FALSE(Calendar().is_working_day(day("2020-01-02")));
}

TEST(Calendar, DaysCountFromTheNextDayAndHolidaysDoNotMoveThem) {
    struct Row {
        const char* trigger;
        int days;
        const char* last;
    };
    for (const Row& row : {
             Row{"2022-01-11", 20, "2022-01-31"},  // OP-17: ends on New Year's Eve all the same
             Row{"2022-01-01", 1, "2022-01-02"},
             Row{"2020-02-28", 2, "2020-03-01"},
             Row{"2021-12-31", 1, "2022-01-01"},
             Row{"2022-03-01", -1, "2022-02-28"},
         }) {
        EXPECT_EQ(last_day_of(day(row.trigger), row.days), day(row.last)) << row.last;
        EXPECT_EQ(days_between(day(row.trigger), day(row.last)), row.days) << row.last;
    }
    EXPECT_FALSE(add_days(day("9999-12-31"), 1));
    EXPECT_FALSE(add_days(day("2022-01-01"), 2147483647));
    EXPECT_FALSE(add_days(Date{2022, 2, 29}, 1));
    EXPECT_FALSE(days_between(day("2022-01-01"), Date{}));
}

TEST(Calendar, ADayIsReadStrictly) {
    EXPECT_EQ(parse_date("2020-02-29"), (Date{2020, 2, 29}));
    for (const char* text : {"2021-02-29", "2020-2-29", "2020-02-29T10:00", "", "2020-13-01"})
        EXPECT_FALSE(parse_date(text)) << text;
}

}  // namespace
}  // namespace duwang
