// Retry-After as servers write it. The moment is Sun, 06 Nov 1994 08:49:37 GMT.
#include "crawler/plan/retry_after.h"

namespace duwang::crawler {
namespace {

constexpr Timestamp now{784'111'777'000};

struct Row {
    const char* name;
    const char* value;
    const char* date;
    std::int64_t wait_ms;
};

class RetryAfter : public testing::TestWithParam<Row> {};

TEST_P(RetryAfter, IsRead) {
    EXPECT_EQ(retry_after_ms(GetParam().value, GetParam().date, now), GetParam().wait_ms);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, RetryAfter,
    testing::Values(Row{"Seconds", "120", "", 120'000}, Row{"Zero", "0", "", 0},
                    Row{"LeadingZeros", "0000000120", "", 120'000}, Row{"None", "", "", 0},
                    Row{"ADayAtMost", "86401", "", 86'400'000},
                    Row{"Absurd", "99999999999999999999999999", "", 86'400'000},
                    Row{"Negative", "-5", "", 0}, Row{"Fraction", "1.5", "", 0},
                    Row{"Words", "soon", "", 0},
                    Row{"Date", "Sun, 06 Nov 1994 08:51:37 GMT", "", 120'000},
                    Row{"ObsoleteDate", "Sunday, 06-Nov-94 08:51:37 GMT", "", 120'000},
                    Row{"AsctimeDate", "Sun Nov  6 08:51:37 1994", "", 120'000},
                    Row{"DateOfThePast", "Sun, 06 Nov 1994 08:40:00 GMT", "", 0},
                    Row{"DateFarAway", "Fri, 31 Dec 9999 23:59:59 GMT", "", 86'400'000},
                    Row{"NoSuchDay", "Sun, 31 Feb 1995 08:51:37 GMT", "", 0},
                    Row{"CutDate", "Sun, 06 Nov 1994 08:51", "", 0},
                    Row{"ServersClockIsADayAhead", "Mon, 07 Nov 1994 08:51:37 GMT",
                        "Mon, 07 Nov 1994 08:49:37 GMT", 120'000},
                    Row{"ServersDateIsNonsense", "Sun, 06 Nov 1994 08:51:37 GMT", "today",
                        120'000}),
    [](const auto& instance) { return instance.param.name; });

TEST(HttpDate, AllThreeSpellingsAreOneMoment) {
    for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                             "Sun Nov  6 08:49:37 1994"})
        EXPECT_EQ(parse_http_date(text), std::optional(now)) << text;
    EXPECT_EQ(parse_http_date("Sat, 01 Jan 00 00:00:00 GMT"), std::nullopt);
}

}  // namespace
}  // namespace duwang::crawler
