// Spans of time that were filed (报备): what is read, and which moments they hold.
#include "core/filed.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

Timestamp at(const std::string& text) { return parse_timestamp(text).value(); }

TEST(Filed, IsReadInTheSpellingsPeopleUse) {
    struct Row {
        const char* text;
        const char* canonical;  // "" with text not empty: an error
    };
    for (const Row& row : {
             Row{"2026-11-20 22:00 至 2026-11-21 06:00 机房迁移",
                 "2026-11-20T22:00/2026-11-21T06:00 机房迁移"},
             Row{"2026-12-01至2026-12-03系统升级", "2026-12-01T00:00/2026-12-04T00:00 系统升级"},
             Row{"２０２６-１２-０１ ～ 2026-12-01　１２：００ 割接（一）；2026-12-05 到 2026-12-05 停电；",
                 "2026-12-01T00:00/2026-12-01T12:00 割接(一);2026-12-05T00:00/2026-12-06T00:00 停电"},
             Row{"2026-11-20T22:00/2026-11-21T06:00 机房迁移",
                 "2026-11-20T22:00/2026-11-21T06:00 机房迁移"},
             Row{"2026-11-20 22:00 至 2026-11-21 6:00 机房迁移",
                 "2026-11-20T22:00/2026-11-21T06:00 机房迁移"},
             Row{"2026-11-20 9:30至2026-11-20 11:05割接",
                 "2026-11-20T09:30/2026-11-20T11:05 割接"},
             Row{"", ""},
             // Hours in other words: a whole day would be more than was filed.
             Row{"2026-11-20 至 2026-11-21 6点 机房迁移", ""},
             Row{"2026-11-20 至 2026-11-21 :30 机房迁移", ""},
             Row{"2026-11-20 至 2026-11-21 上午 机房迁移", ""},
             Row{"2026-11-20 下午 至 2026-11-21 机房迁移", ""},
             Row{"2026-11-20 至 2026-11-21晚上机房迁移", ""},
             Row{"2026-11-20 至 2026-11-21 凌晨 机房迁移", ""},
             Row{"2026-11-20 22:00 至 2026-11-21 6:0 机房迁移", ""},
             Row{"2026-11-20 22:00 至 2026-11-21 6:000 机房迁移", ""},
             Row{"2026-11-20 至 2026-11-21", ""},            // what for?
             Row{"2026-11-21 至 2026-11-20 机房迁移", ""},   // backwards
             Row{"2026-11-20 机房迁移", ""},                 // until when?
             Row{"2026-13-20 至 2026-13-21 机房迁移", ""},   // no such month
             Row{"2026-11-20 25:00 至 2026-11-21 机房迁移", ""},
             Row{"下周 机房迁移", ""},
         }) {
        const Result<Filed> read = parse_filed(row.text);
        EXPECT_EQ(read ? filed_text(*read) : "", row.canonical) << row.text;
        EXPECT_EQ(read.has_value(), *row.canonical != 0 || *row.text == 0) << row.text;
    }
}

TEST(Filed, WhatIsWrittenIsReadBack) {
    const Filed filed = parse_filed("2026-12-01 至 2026-12-03 系统升级；2026-12-09 01:30 至 "
                                    "2026-12-09 02:00 割接")
                            .value();
    EXPECT_EQ(parse_filed(filed_text(filed)).value(), filed);
}

TEST(Filed, HoldsFromItsFirstMomentUntilItsLast) {
    const Filed filed = parse_filed("2026-12-01 08:00 至 2026-12-03 系统升级").value();
    EXPECT_EQ(filed_at(filed, at("2026-12-01T07:59")), nullptr);
    ASSERT_NE(filed_at(filed, at("2026-12-01T08:00")), nullptr);
    EXPECT_EQ(filed_at(filed, at("2026-12-03T23:59"))->what, "系统升级");
    EXPECT_EQ(filed_at(filed, at("2026-12-04T00:00")), nullptr);
}

TEST(Filed, AnErrorSaysWhatToWrite) {
    const Result<Filed> read = parse_filed("2026-12-01 机房迁移");
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().what.find("2026-12-01 机房迁移"), std::string::npos);
    EXPECT_NE(read.error().what.find("write for example"), std::string::npos);
}

}  // namespace
}  // namespace duwang
