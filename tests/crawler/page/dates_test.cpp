// Dates beyond the plain ones (lists_test.cpp): Chinese numerals, addresses, file names, values.
#include "crawler/page/dates.h"

#include <gtest/gtest.h>

namespace duwang::crawler {
namespace {

const Date september{2026, 9, 30};

struct Row {
    std::string name, text, expected;
};
using RowName = std::string (*)(const testing::TestParamInfo<Row>&);
const RowName name_of = [](const testing::TestParamInfo<Row>& info) { return info.param.name; };

class DateForms : public testing::TestWithParam<Row> {};
TEST_P(DateForms, AreFound) {
    std::string out;
    for (const FoundDate& date : find_dates(GetParam().text, september))
        out += (out.empty() ? "" : " ") + date.iso + "@" + std::to_string(date.start);
    EXPECT_EQ(out, GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    D01, DateForms,
    testing::Values(Row{"numerals", "二〇二六年八月二十五日", "2026-08-25@0"},
                    Row{"circle_for_zero", "于二○二六年十月三日发", "2026-10-03@1"},
                    Row{"letter_for_zero", "二O二六年九月十日", "2026-09-10@0"},
                    Row{"full_width_letter", "二Ｏ二六年九月十日", "2026-09-10@0"},
                    Row{"formal_numerals", "贰零贰陆年捌月贰拾伍日", "2026-08-25@0"},
                    Row{"first_month", "二〇二五年元月一日", "2025-01-01@0"},
                    Row{"numerals_month_only", "二〇二六年八月", "2026-08@0"},
                    Row{"numerals_beside_digits", "2026-08-21 二〇二六年八月二十五日",
                        "2026-08-21@0 2026-08-25@11"},
                    Row{"no_year_in_numerals", "十五年八月二十五日", ""},
                    Row{"impossible_numerals", "二〇二六年十三月一日", ""},
                    Row{"far_future_numerals", "二〇三六年一月一日", ""},
                    Row{"hao_for_day", "2026年8月25号", "2026-08-25@0"},
                    Row{"clock_in_words", "2026年8月25日 10时5分", "2026-08-25T10:05@0"},
                    Row{"month_zero", "2026年0月", ""},
                    Row{"D11_index_number", "A01-2026-02-00018", ""}),
    name_of);

class PathForms : public testing::TestWithParam<Row> {};
TEST_P(PathForms, GiveTheDayTheyName) {
    const Date date = date_in_path(GetParam().text, september);
    std::string iso;
    if (date.year > 0) iso = Date(date.year, date.month, std::max(1, date.day)).iso();
    if (date.day == 0) iso = iso.substr(0, 7);
    EXPECT_EQ(iso, GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    U, PathForms,
    testing::Values(Row{"U01_trs", "/a/b/202608/t20260825_1001.html", "2026-08-25"},
                    Row{"U01_shtml", "/a/202608/t20260825_1001.shtml", "2026-08-25"},
                    Row{"U02_number_only", "/a/t9901234.shtml", ""},
                    Row{"U02_eight_digits_alone", "/a/20260825.html", ""},
                    Row{"U04_art", "/art/2026/8/5/art_12_345.html", "2026-08-05"},
                    Row{"U04_art_hex", "/art/2026/art_0123456789abcdef0123456789abcdef.html", ""},
                    Row{"U06_month_folder",
                        "/site/xw/202608/0123456789abcdef0123456789abcdef.shtml", "2026-08"},
                    Row{"U09_uuid", "/columns/3f2504e0-4f89/202608/25/3f2504e0-4f89.html",
                        "2026-08-25"},
                    Row{"U10_dashes", "/2026-08-25/1001.html", "2026-08-25"},
                    Row{"U10_dash_slash", "/2026-08/25/content_1001.htm", "2026-08-25"},
                    Row{"U10_month_and_day", "/2026/0825/1001.html", "2026-08-25"},
                    Row{"U10_unpadded", "/2026/8/5/0a1b2c.shtml", "2026-08-05"},
                    Row{"U11_split", "/zwgk/2026/gsgg_0825/1001.html", "2026-08-25"},
                    Row{"U11_no_day", "/zwgk/2026/gsgg_1399/1001.html", ""},
                    Row{"U14_day_and_hex", "/web/20260825/0123456789abcdef/c.html", "2026-08-25"},
                    Row{"U14_moment", "/web/gg/20260825103000123/index.shtml", "2026-08-25"},
                    Row{"U14_number", "/20260825/index.html", ""},
                    Row{"D11_index_number", "/A01-2026-02-00018/x.html", ""},
                    Row{"D11_index_number_first", "/2026-02-00018/x.html", ""},
                    Row{"too_early", "/a/199408/t19940825_1.html", ""},
                    Row{"too_late", "/a/202708/t20270825_1.html", ""}),
    name_of);

TEST(DatesInPaths, WithoutAReferenceEveryYearBefore2100Counts) {
    EXPECT_EQ(date_in_path("/a/202708/t20270825_1.html").iso(), "2027-08-25");
}

TEST(DatesInFiles, A01MachineNamesCarryTheirDay) {
    EXPECT_EQ(date_in_file("/a/W02026032951830030.xls").iso(), "2026-03-29");
    EXPECT_EQ(date_in_file("P020260825379012345678.jpg").iso(), "2026-08-25");
    EXPECT_EQ(date_in_file("/a/W099990329518300300.xls"), Date{});
    EXPECT_EQ(date_in_file("/a/20260825.xls"), Date{});
}

class ValueForms : public testing::TestWithParam<Row> {};
TEST_P(ValueForms, AreDates) {
    const auto found = date_of_value(GetParam().text, september);
    EXPECT_EQ(found ? found->iso : "", GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    J05, ValueForms,
    testing::Values(Row{"text", " 2026-08-25 10:03:07 ", "2026-08-25T10:03"},
                    Row{"digits", "20260825", "2026-08-25"},
                    Row{"digits_with_time", "20260825100307", "2026-08-25T10:03"},
                    Row{"seconds", "1787623387", "2026-08-25T10:03"},
                    Row{"milliseconds", "1787623387000", "2026-08-25T10:03"},
                    Row{"json_date", "/Date(1787623387000+0800)/", "2026-08-25T10:03"},
                    Row{"midnight_in_china", "1787587200000", "2026-08-25"},
                    Row{"year", "2026年", "2026"}, Row{"bare_year", "2026", "2026"},
                    Row{"month", "2026年8月", "2026-08"}, Row{"telephone", "09951234567", ""},
                    Row{"no_day", "20261325", ""}, Row{"D12_future", "20280825", ""},
                    Row{"empty", "", ""}),
    name_of);

}  // namespace
}  // namespace duwang::crawler
