// What would change under another scheme, unit by unit and sheet by sheet.
#include "reports/compare.h"

#include <gtest/gtest.h>

namespace duwang::reports {
namespace {

Decimal d(const std::string& text) { return Decimal::parse(text).value(); }

IndicatorScore line(std::string id, const std::string& full, const std::string& earned) {
    IndicatorScore line;
    line.id = std::move(id);
    line.title = "条目";
    line.full = d(full);
    line.earned = d(earned);
    line.deducted = line.full - line.earned;
    line.state = LineState::decided;
    line.arithmetic = earned;
    return line;
}

ScoreSheet sheet(std::string unit, std::string scheme, std::vector<IndicatorScore> lines) {
    ScoreSheet sheet;
    sheet.unit = sheet.unit_name = std::move(unit);
    sheet.scheme = std::move(scheme);
    for (const IndicatorScore& one : lines) {
        sheet.applicable += one.full;
        sheet.total_low += one.earned;
    }
    sheet.total_high = sheet.total_low;
    sheet.published = sheet.total_low.rounded(2);
    sheet.provisional = false;
    sheet.rank = 1;
    sheet.indicators = std::move(lines);
    return sheet;
}

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

// Of several sheets of a unit each is compared with the one that asks the same.
TEST(Compare, SheetsOfOneUnitAreComparedSchemeByScheme) {
    const std::vector<ScoreSheet> before{sheet("甲", "town", {line("1", "2", "2")}),
                                         sheet("甲", "desk", {line("D1", "5", "4")})};
    const std::vector<ScoreSheet> turned{sheet("甲", "desk", {line("D1", "5", "4")}),
                                         sheet("甲", "town", {line("1", "2", "2")})};
    EXPECT_EQ(compare_text(before, turned), "0 个单位有变化，2 个单位没有变化\n");
    const std::vector<ScoreSheet> desk{sheet("甲", "desk-2", {line("D1", "5", "3")})};
    const std::string text = compare_text({before[1]}, desk);
    EXPECT_TRUE(says(text, "总分 4.00 → 3.00") && says(text, "D1 条目：4 / 5 → 3 / 5")) << text;
}

TEST(Compare, UnitsThatOnlyOneSideKnowsAreNamed) {
    const std::vector<ScoreSheet> before{sheet("甲", "town", {line("1", "2", "2")})};
    const std::vector<ScoreSheet> after{sheet("乙", "town", {line("1", "2", "1")})};
    const std::string text = compare_text(before, after);
    EXPECT_TRUE(says(text, "甲（甲）\n  只在原来的体系中评价：2.00")) << text;
    EXPECT_TRUE(says(text, "乙（乙）\n  只在另一体系中评价：1.00")) << text;
    EXPECT_TRUE(says(text, "2 个单位有变化")) << text;
}

TEST(Compare, LinesThatAreAskedOfNobodyAreNoChange) {
    IndicatorScore spared = line("2", "3", "0"), larger = line("2", "5", "0");
    spared.state = larger.state = LineState::not_applicable;
    EXPECT_EQ(compare_text({sheet("甲", "town", {line("1", "2", "2"), spared})},
                           {sheet("甲", "town", {line("1", "2", "2"), larger})}),
              "0 个单位有变化，1 个单位没有变化\n");
    // Not asked any more is one.
    EXPECT_TRUE(says(
        compare_text({sheet("甲", "town", {line("2", "3", "0")})}, {sheet("甲", "town", {spared})}),
        "不适用"));
}

}  // namespace
}  // namespace duwang::reports
