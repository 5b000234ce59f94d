// Single cells of typed tables: marks, dates, names, duties, deduction texts.
#include <fmt/ranges.h>

#include "rules/table/cells.h"
#include "rules/table/deduct_text.h"
#include "rules/table/names.h"
#include "tests/rules/table_support.h"

namespace duwang::rules {
namespace {

std::string joined(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, "|"));
}

TEST(TableCells, Points) {
    const struct {
        const char *text, *points;
        bool plus;
    } cases[] = {{"8", "8", false},
                 {"8分", "8", false},
                 {" 1.5 分 ", "1.5", false},
                 {"＋3", "3", true},
                 {"+3分", "3", true},
                 {"０.５", "0.5", false},
                 {"1/3", "1/3", false},
                 {"8%", "", false},
                 {"百分之八", "", false},
                 {"", "", false},
                 {"3（列于一级）", "", false},
                 {"-2", "", false},
                 {"1e3", "", false},
                 {"0.123456789012345", "", false}};
    for (const auto& one : cases) {
        const PointsCell cell = read_points(one.text);
        EXPECT_EQ(cell.points ? cell.points->exact() : "", one.points) << one.text;
        EXPECT_EQ(cell.points.has_value(), cell.why_not.empty()) << one.text;
        EXPECT_EQ(cell.points && cell.plus, one.plus) << one.text;
    }
}

TEST(TableCells, MarksBehindNames) {
    const struct {
        const char *text, *name, *points;
    } cases[] = {{"主动公开（49分）", "主动公开", "49"},
                 {"主动公开( 1.5 分 )", "主动公开", "1.5"},
                 {"财政信息（预决算）", "财政信息（预决算）", ""},
                 {"（3分）", "（3分）", ""},
                 {"依申请公开", "依申请公开", ""},
                 {"绩效【10分】", "绩效", "10"}};
    for (const auto& one : cases) {
        EXPECT_EQ(split_marks(one.text).name, one.name);
        EXPECT_EQ(split_marks(one.text).points, one.points);
    }
}

TEST(TableCells, DueDates) {
    const struct {
        const char *text, *date;
    } cases[] = {{"2022年4月底", "2022-04-30"},
                 {"2022年12月31日前", "2022-12-31"},
                 {"2024年2月", "2024-02-29"},
                 {"2022年底", "2022-12-31"},
                 {"2022-08-31", "2022-08-31"},
                 {"2022 年 8 月 5 日", "2022-08-05"},
                 {"实时更新", ""},
                 {"政策出台后20日内公开", ""},
                 {"2022年13月", ""},
                 {"2022年2月30日", ""},
                 {"2022年4月底、9月底", ""},
                 {"每年1月底前", ""}};
    for (const auto& one : cases) EXPECT_EQ(due_date(one.text), one.date) << one.text;
}

TEST(TableCells, PointsOfAContent) {
    EXPECT_EQ(joined(content_points("通过网站：1.甲公开10.5项。2.乙（此项只评价）3.丙")),
              "甲公开10.5项。|乙（此项只评价）|丙");
    EXPECT_EQ(joined(content_points("（1）甲；（2）乙")), "甲；|乙");
    EXPECT_EQ(joined(content_points("只有一点，第1、2项除外")), "只有一点，第1、2项除外");
    EXPECT_EQ(joined(content_points("甲\n\n乙")), "甲|乙");
    EXPECT_EQ(joined(content_points("")), "");
}

TEST(TableNames, AreSplitOutsideBrackets) {  // TP-O-03
    const struct {
        const char *text, *names;
    } cases[] = {
        {"1.市政务公开办公室 2.各区县人民政府 3.市政府各部门",
         "市政务公开办公室|各区县人民政府|市政府各部门"},
        {"1、市财政局\n2、市审计局", "市财政局|市审计局"},
        {"市政务公开办（牵头）、市新闻办", "市政务公开办|市新闻办"},
        {"市住房局（市人防办、市房管局），市财政局", "市住房局（市人防办、市房管局）|市财政局"},
        {"市司法局等政府有关部门及各区县人民政府", "市司法局|各区县人民政府"},
        {"普及办、市财政局", "普及办|市财政局"},  // 及 inside a name
        {"", ""}};
    for (const auto& one : cases)
        EXPECT_EQ(joined(split_names(one.text, table_words())), one.names);
}

TEST(TableNames, Duties) {  // TP-P-08
    const struct {
        const char *text, *lead, *responsible;
    } cases[] = {
        {"市财政局（牵头）、各区县人民政府", "市财政局", "各区县人民政府"},
        {"牵头：市财政局；责任：市审计局及各区县人民政府", "市财政局", "市审计局|各区县人民政府"},
        {"牵头单位：市财政局、市审计局\n责任单位：各区县人民政府", "市财政局|市审计局",
         "各区县人民政府"},
        {"市税务局", "", "市税务局"}};
    for (const auto& one : cases) {
        const Duties duties = read_duties(one.text, table_words());
        EXPECT_EQ(joined(duties.lead), one.lead) << one.text;
        EXPECT_EQ(joined(duties.responsible), one.responsible) << one.text;
    }
}

TEST(TableNames, ObjectsAreFoundByEveryName) {  // TP-O-03, TP-O-04, TP-O-05
    const std::vector<Unit> units = table_units();
    const ObjectIndex index(table_words(), units);
    const struct {
        const char *name, *selector;
    } cases[] = {{"各区县人民政府", "county"},
                 {"各县（市、区）人民政府", "county"},
                 {"市政府有关部门", "department"},
                 {"临川市财政局", "unit:finance"},
                 {"市财政局", "unit:finance"},
                 {"市政务公开办公室", "unit:office"},
                 {"河西县政府", "unit:hexi"},
                 {"市行政服务中心", "none"},
                 {"市行政服务中心（市公共资源交易中心）", "unit:trade"},
                 {"disclosure_office", "group:disclosure_office"},
                 {"county", "county"},
                 {"市新闻办", "none"},
                 {"局", "none"}};
    for (const auto& one : cases)
        EXPECT_EQ(index.selector(one.name).value_or("none"), one.selector) << one.name;
}

TEST(DeductText, OnlyPlainFormsAreProposed) {
    const struct {
        const char *text, *yaml;
    } cases[] = {
        {"每缺一项扣0.5分", R"({finding: …, points: "0.5", text: 每缺一项扣0.5分})"},
        {"每缺一项扣0.5分，扣完为止",
         R"({finding: …, points: "0.5", text: 每缺一项扣0.5分，扣完为止})"},
        {"1.未公开年报的，扣2分",
         R"({finding: …, per: once, points: "2", text: "1.未公开年报的，扣2分"})"},
        {"每件次扣 0.5 分", R"({cases: …, points: "0.5", text: 每件次扣 0.5 分})"},
        {"少于12条的，每少一条扣0.5分",
         R"({number: …, shortfall_of: "12", points: "0.5", text: 少于12条的，每少一条扣0.5分})"},
        {"酌情扣1分", ""},
        {"每缺一项扣0.5分，最多扣2分", ""},
        {"扣完为止", ""},
        {"按比例扣分", ""},
        {"未公开的扣2%", ""}};
    for (const auto& one : cases) {
        const auto proposals = propose_rules(one.text);
        EXPECT_EQ(proposals.empty() ? "" : proposals[0].yaml, one.yaml) << one.text;
    }
    EXPECT_EQ(propose_rules("每缺一项扣1分；每发现一处错误扣0.1分。其他").size(), 2u);
}

}  // namespace
}  // namespace duwang::rules
