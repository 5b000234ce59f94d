#include <gtest/gtest.h>

#include "core/document_facts.h"
#include "core/typed_table.h"

namespace duwang {
namespace {

struct Case {
    const char *text, *unit, *state, *value;
};

class Cells : public testing::TestWithParam<Case> {};

TEST_P(Cells, AreReadAsWritten) {
    const Case& one = GetParam();
    const TypedCell cell = read_cell(one.text, one.unit);
    EXPECT_EQ(cell_state_word(cell.state), one.state) << one.text;
    EXPECT_EQ(cell.value.exact(), one.value) << one.text;
}

constexpr Case cases[] = {
    {"12", "", "number", "12"},
    {"１２", "", "number", "12"},
    {" 0 ", "", "number", "0"},
    {"", "", "blank", "0"},
    {"\u00a0\u3000", "", "blank", "0"},
    {"/", "", "mark", "0"},
    {"／", "", "mark", "0"},
    {"—", "", "mark", "0"},
    {"——", "", "mark", "0"},
    {"无", "", "mark", "0"},
    {"-18", "", "number", "-18"},
    {"－18", "", "number", "-18"},
    {"− 18", "", "number", "-18"},
    {"—18", "", "number", "-18"},
    {"+5", "", "number", "5"},
    {"1,234.560000", "", "number", "1234.56"},
    {"1，234", "", "number", "1234"},
    {"1 234 567", "", "number", "1234567"},
    {"12 34", "", "words", "0"},
    {"12\n34", "", "words", "0"},
    {"1,23", "", "words", "0"},
    {"1.2.3", "", "words", "0"},
    {"12345678901234567890.123456789", "", "number", "12345678901234567890.123456789"},
    {"(1,234.00)", "", "number", "-1234"},
    {"（5.5）", "", "number", "-5.5"},
    {"(5)", "", "words", "0"},
    {"约12", "", "words", "0"},
    {"12件", "", "number", "12"},
    {"12万元", "元", "number", "120000"},
    {"12元", "万元", "number", "0.0012"},
    {"3亿元", "万元", "number", "30000"},
    {"¥12.50", "元", "number", "12.5"},
    {"12.5%", "", "number", "12.5"},
    {".5", "", "number", "0.5"},
    {"5.", "", "words", "0"},
    {"2023年", "", "words", "0"},
};
INSTANTIATE_TEST_SUITE_P(Typed, Cells, testing::ValuesIn(cases));

TEST(CellUnits, AreSaid) {
    for (auto [text, unit] :
         {std::pair{"单位：万元", "万元"}, std::pair{"金额单位:元", "元"},
          std::pair{"本年收费金额（单位：万元）", "万元"}, std::pair{"采购总金额（万元）", "万元"},
          std::pair{"（一）", ""}, std::pair{"单位：清河县", ""}, std::pair{"元", ""}})
        EXPECT_EQ(unit_said(text), unit) << text;
}

TEST(CellJson, ATableComesBackAsItWent) {
    TypedTable table;
    table.key = "t2";
    table.unit = "万元";
    table.columns = {{"made", "本年制发件数"}, {"amount", "金额"}};
    TypedCell third;
    table.rows = {{"a", "规章", {read_cell("1.123456789"), read_cell("/")}},
                  {"b", "收费", {third, read_cell("")}}};
    table.notes = {"row_missing:c"};
    const TypedTable back = typed_table_from_json(*Json::parse(to_json(table).dump()));
    EXPECT_EQ(to_json(back).dump(), to_json(table).dump());
    EXPECT_EQ(back.cell("a", "made")->value.exact(), "1.123456789");
    EXPECT_EQ(back.cell("a", "amount")->state, CellState::mark);
    EXPECT_EQ(back.cell("b", "made")->state, CellState::absent);
    EXPECT_EQ(back.cell("b", "amount")->state, CellState::blank);
    EXPECT_EQ(back.cell("c", "made"), nullptr);
}

TEST(CellJson, FactsComeBackAndEmptyOnesTakeNoRoom) {
    EXPECT_EQ(to_json(DocumentFacts{}).dump(), "{}");
    DocumentFacts facts;
    facts.kind = "annual_report";
    facts.year = 2023;
    facts.sections = {{"1", "一、总体情况", 4, "四个汉字", true, 2, 17}};
    facts.numbers = {{"reviews", "行政复议1件", Decimal(1), -1}};
    facts.leaders = {{"张三", "局长", "主持全面工作", 3}};
    facts.elements = {{"hours", "办公时间", "9:00", "9:00", "pair", {"vague:等"}, 5}};
    facts.sketch = {1, 0xFFFFFFFFFFFFFFFFu};
    const DocumentFacts back = document_from_json(*Json::parse(to_json(facts).dump()));
    EXPECT_EQ(to_json(back).dump(), to_json(facts).dump());
    EXPECT_EQ(back.sketch, facts.sketch);
    EXPECT_EQ(back.sections[0].has_table, true);
}

}  // namespace
}  // namespace duwang
