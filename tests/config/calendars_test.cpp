#include "config/calendars.h"

#include <gtest/gtest.h>

namespace duwang::config {
namespace {

Date day(std::string_view text) { return parse_date(text).value_or(Date{}); }

TEST(Calendars, TheFilesHoldTheArrangementsOf2015To2026) {
    const CalendarLoad load = load_calendars(DUWANG_SOURCE_DIR "/config/calendar");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    for (int year = 2015; year <= 2026; ++year) EXPECT_TRUE(load.calendar.knows(year)) << year;
    EXPECT_FALSE(load.calendar.knows(2014));
    EXPECT_FALSE(load.calendar.knows(2027));
    EXPECT_EQ(load.calendar.working_days_between(day("2020-04-13"), day("2020-05-19")), 25);

    // Weekdays off, and weekends on which people work.
    for (const char* off :
         {"2015-09-03", "2015-09-04", "2015-06-22", "2016-06-09", "2017-10-02", "2018-12-31",
          "2019-05-02", "2020-01-31", "2020-10-08", "2021-09-20", "2022-02-04", "2022-09-12",
          "2023-01-02", "2023-09-29", "2024-02-15", "2025-10-08", "2026-02-23", "2026-09-25"})
        EXPECT_EQ(load.calendar.is_working_day(day(off)), false) << off;
    for (const char* work :
         {"2015-01-04", "2015-02-15", "2015-02-28", "2015-09-06", "2015-10-10", "2016-02-06",
          "2016-02-14", "2016-06-12", "2016-09-18", "2016-10-08", "2016-10-09", "2017-01-22",
          "2017-02-04", "2017-04-01", "2017-05-27", "2017-09-30", "2018-02-11", "2018-02-24",
          "2018-04-08", "2018-04-28", "2018-09-29", "2018-09-30", "2018-12-29", "2019-02-02",
          "2019-02-03", "2019-04-28", "2019-05-05", "2019-09-29", "2019-10-12", "2020-01-19",
          "2020-02-03", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10",
          "2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18", "2021-09-26",
          "2021-10-09", "2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07",
          "2022-10-08", "2022-10-09", "2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06",
          "2023-06-25", "2023-10-07", "2023-10-08", "2024-02-04", "2024-02-18", "2024-04-07",
          "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12", "2025-01-26",
          "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14",
          "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"})
        EXPECT_EQ(load.calendar.is_working_day(day(work)), true) << work;
}

// The whole years agree with the arrangements: a day too many or too few changes the sum.
TEST(Calendars, AYearHasItsNumberOfWorkingDays) {
    const CalendarLoad load = load_calendars(DUWANG_SOURCE_DIR "/config/calendar");
    constexpr int working_days[] = {249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248};
    for (int year = 2015; year <= 2026; ++year)
        EXPECT_EQ(load.calendar.working_days_between({year - 1, 12, 31}, {year, 12, 31}),
                  working_days[year - 2015])
            << year;
}

TEST(Calendars, MistakesAreToldWithTheirPlaceAndTheYearStaysUnknown) {
    struct Row {
        const char *yaml, *place, *message;
    };
    for (const Row& row : {
             Row{"year: 2021\nholidays: [{name: 元旦, from: \"2022-01-01\", until: "
                 "\"2022-01-03\"}]",
                 "2022.yaml:1:7: ", "found \"2021\" in the file of 2022"},
             Row{"year: 2022\nholidays:\n  - {name: 元旦, from: 1月1日, until: \"2022-01-03\"}",
                 "2022.yaml:3:22: ", "\"1月1日\" is no day; write for example"},
             Row{"year: 2022\nholidays:\n  - {name: 元旦, from: \"2022-01-03\", until: "
                 "\"2022-01-01\"}",
                 "2022.yaml:3:", "has -1 days; write 1 to 31 days"},
             Row{"year: 2022\nholidays:\n  - {name: 元旦, from: \"2022-01-01\", until: "
                 "\"2022-01-03\", work: [\"2021-12-31\"]}",
                 "2022.yaml:3:", "2021-12-31 is not in 2022; write it into 2021.yaml"},
             Row{"year: 2022\nholidays:\n  - {name: 元旦, from: \"2022-01-01\", until: "
                 "\"2022-01-03\", work: [\"2022-01-02\"]}",
                 "2022.yaml:3:", "2022-01-02 stands twice"},
             Row{"year: 2022\nholidays:\n  - {name: 元旦, until: \"2022-01-03\"}",
                 "2022.yaml:3:5: ", "has no \"from\"; write \"from: "},
             Row{"year: 2022\nholidays:\n  - {nam: 元旦}",
                 "2022.yaml:3:6: ", "unknown key \"nam\" in a holiday; did you mean \"name\"?"},
             Row{"year: 2022\n", "2022.yaml:1:1: ", "the holidays of 2022 are missing"},
             Row{"year: 2022\nholidays: [~]",
                 "2022.yaml:2:11: ", "found a list where a holiday should stand"},
             Row{"[", "2022.yaml:", ""},
             Row{"", "2022.yaml", "found nothing"},
         }) {
        const CalendarLoad load = parse_calendar(row.yaml, "2022.yaml");
        ASSERT_FALSE(load.errors.empty()) << row.yaml;
        EXPECT_TRUE(load.errors[0].what.starts_with(row.place)) << load.errors[0].what;
        EXPECT_NE(load.errors[0].what.find(row.message), std::string::npos) << load.errors[0].what;
        EXPECT_FALSE(load.calendar.knows(2022));
    }
    EXPECT_NE(parse_calendar("year: 2022", "next.yaml").errors[0].what.find("2022.yaml"),
              std::string::npos);
    EXPECT_NE(load_calendars("/nonexistent").errors[0].what.find("no calendar found"),
              std::string::npos);
}

}  // namespace
}  // namespace duwang::config
