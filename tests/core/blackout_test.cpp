// Blackout windows (禁访时段) in Asia/Shanghai: what is read, and when nothing may be sent.
#include "core/blackout.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

Timestamp at(const std::string& text) { return parse_timestamp(text).value(); }

struct ReadRow {
    const char* text;
    const char* canonical;  // "" with text not empty: an error
};

TEST(Blackout, IsReadInTheSpellingsPeopleUse) {
    for (ReadRow row : {
             ReadRow{"08:30-11:30", "08:30-11:30"},
             ReadRow{"8:30－11:30；22：00～02：00", "08:30-11:30;22:00-02:00"},
             ReadRow{"周一-周五 14:00-18:00", "周一-周五 14:00-18:00"},
             ReadRow{"周一至周五14:00至18:00", "周一-周五 14:00-18:00"},
             ReadRow{"星期六、星期天 00:00-24:00", "周六-周日 00:00-24:00"},
             ReadRow{"周六-周一 08:00-09:00", "周一,周六-周日 08:00-09:00"},
             ReadRow{"周一,周三，周五 9:05-10:00;", "周一,周三,周五 09:05-10:00"},
             ReadRow{"周一-周日 01:00-02:00", "01:00-02:00"},
             ReadRow{"08:30", ""},
             ReadRow{"08:30-08:30", ""},
             ReadRow{"24:00-01:00", ""},
             ReadRow{"25:00-26:00", ""},
             ReadRow{"08:60-09:00", ""},
             ReadRow{"008:00-09:00", ""},
             ReadRow{"周八 08:00-09:00", ""},
             ReadRow{"周一- 08:00-09:00", ""},
             ReadRow{"工作时间", ""},
             ReadRow{"08:00-09:00 x", ""},
             ReadRow{"00:00-24:00", ""},
             ReadRow{"00:00-12:00;11:00-00:00", ""},
         }) {
        Result<Blackout> read = parse_blackout(row.text);
        EXPECT_EQ(read ? blackout_text(*read) : "", row.canonical) << row.text;
        if (!read) {
            EXPECT_EQ(read.error().code, Errc::config);
            continue;
        }
        EXPECT_EQ(parse_blackout(blackout_text(*read)).value(), *read);
    }
    EXPECT_TRUE(parse_blackout("").value().empty());
    EXPECT_TRUE(parse_blackout(" ; ").value().empty());
}

struct EndRow {
    const char* windows;
    const char* now;
    const char* end;
};

// 2026-09-28 is a Monday.
TEST(Blackout, EndsWhenNoWindowHoldsTheMoment) {
    for (EndRow row : {
             EndRow{"08:30-11:30", "2026-09-28T08:29:59", "2026-09-28T08:29:59"},
             EndRow{"08:30-11:30", "2026-09-28T08:30:00", "2026-09-28T11:30:00"},
             EndRow{"08:30-11:30", "2026-09-28T11:29:59", "2026-09-28T11:30:00"},
             EndRow{"08:30-11:30", "2026-09-28T11:30:00", "2026-09-28T11:30:00"},
             EndRow{"22:00-02:00", "2026-09-28T23:00:00", "2026-09-29T02:00:00"},
             EndRow{"22:00-02:00", "2026-09-29T01:59:59", "2026-09-29T02:00:00"},
             EndRow{"周一 22:00-02:00", "2026-09-29T01:00:00", "2026-09-29T02:00:00"},
             EndRow{"周一 22:00-02:00", "2026-09-28T01:00:00", "2026-09-28T01:00:00"},
             EndRow{"周日 22:00-02:00", "2026-09-28T01:00:00", "2026-09-28T02:00:00"},
             EndRow{"周一-周五 14:00-18:00", "2026-10-02T15:00:00", "2026-10-02T18:00:00"},
             EndRow{"周一-周五 14:00-18:00", "2026-10-03T15:00:00", "2026-10-03T15:00:00"},
             EndRow{"08:00-12:00;12:00-14:00", "2026-09-28T09:00:00", "2026-09-28T14:00:00"},
             EndRow{"08:00-12:00;11:00-14:00", "2026-09-28T09:00:00", "2026-09-28T14:00:00"},
             EndRow{"周六-周日 00:00-24:00", "2026-10-03T12:00:00", "2026-10-05T00:00:00"},
             EndRow{"", "2026-09-28T09:00:00", "2026-09-28T09:00:00"},
         })
        EXPECT_EQ(blackout_end(parse_blackout(row.windows).value(), at(row.now)).iso(),
                  at(row.end).iso())
            << row.windows << " at " << row.now;
}

TEST(Blackout, MillisecondsCountAndMomentsBefore1970DoToo) {
    Blackout windows = parse_blackout("08:30-11:30").value();
    Timestamp just_before{at("2026-09-28T08:30:00").unix_ms - 1};
    EXPECT_EQ(blackout_end(windows, just_before), just_before);
    EXPECT_EQ(blackout_end(windows, {-1}), Timestamp{-1});  // 07:59:59.999 in Shanghai
    EXPECT_EQ(blackout_end(windows, {-86'400'000 + 2'700'000}).unix_ms,
              -86'400'000 + 3 * 3'600'000 + 1'800'000);
}

TEST(Blackout, TheTimeInsideWindowsIsCounted) {
    Blackout windows = parse_blackout("08:30-11:30;22:00-02:00").value();
    auto dark = [&](const char* from, const char* to) {
        return blackout_ms(windows, at(from), at(to)) / 60'000;
    };
    EXPECT_EQ(dark("2026-09-28T00:00:00", "2026-09-29T00:00:00"), (2 + 3 + 2) * 60);
    EXPECT_EQ(dark("2026-09-28T09:00:00", "2026-09-28T10:00:00"), 60);
    EXPECT_EQ(dark("2026-09-28T12:00:00", "2026-09-28T13:00:00"), 0);
    EXPECT_EQ(dark("2026-09-28T11:00:30", "2026-09-28T13:00:00"), 29);
    EXPECT_EQ(dark("2026-09-28T13:00:00", "2026-09-28T12:00:00"), 0);
}

}  // namespace
}  // namespace duwang
