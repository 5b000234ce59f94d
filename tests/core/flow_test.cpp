// Tables as grids, and tables that go on over page breaks.
#include "core/flow.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

TableCell cell(std::string text, std::uint32_t row, std::uint32_t column, std::uint32_t rows = 1,
               std::uint32_t columns = 1) {
    TableCell made;
    made.text = std::move(text);
    made.row = row, made.column = column;
    made.rows = rows, made.columns = columns;
    return made;
}

Table table_of(const std::vector<std::vector<std::string>>& rows) {
    Table table;
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        for (std::uint32_t column = 0; column < rows[row].size(); ++column)
            table.add(cell(rows[row][column], row, column));
    return table;
}

void add(Flow& flow, Table table, std::uint32_t page) {
    table.origin = "表格 " + std::to_string(flow.tables.size() + 1);
    FlowBlock block;
    block.kind = FlowBlock::Kind::table;
    block.table = flow.tables.size();
    block.page = page;
    flow.tables.push_back(std::move(table));
    flow.blocks.push_back(block);
}

void add(Flow& flow, const std::string& text, std::uint32_t page) {
    FlowBlock block;
    block.text = text;
    block.page = page;
    flow.blocks.push_back(block);
}

TEST(Table, ASpanCoversItsPlaces) {
    Table table;
    table.add(cell("申请人情况", 0, 1, 1, 2));
    table.add(cell("行", 0, 0, 2, 1));
    table.add(cell("自然人", 1, 1));
    table.add(cell("总计", 1, 2));
    EXPECT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.columns(), 3U);
    EXPECT_EQ(table.text(0, 2), "申请人情况");
    EXPECT_EQ(table.text(1, 0), "行");
    EXPECT_EQ(table.at(1, 0), table.at(0, 0));
    EXPECT_EQ(table.at(5, 5), nullptr);
}

TEST(Table, APlaceThatIsTakenIsNotTakenTwice) {
    Table table;
    table.add(cell("一", 0, 0, 2, 2));
    table.add(cell("二", 1, 1, 1, 2));
    EXPECT_EQ(table.text(1, 1), "一");
    EXPECT_EQ(table.text(1, 2), "二");
}

TEST(Table, HugeSpansAreCutAndSaid) {
    Table table;
    table.add(cell("x", 0, 0, 65'534, 1'000));
    EXPECT_TRUE(table.cut());
    EXPECT_LE(table.rows(), Table::rows_max);
    EXPECT_LE(table.columns(), Table::columns_max);
    table.add(cell("y", 0, 0xFFFFFFFF));
    EXPECT_LE(table.columns(), Table::columns_max);
}

TEST(Flow, TextHasALineForEveryParagraphAndRow) {
    Flow flow;
    add(flow, "一、总体情况", 0);
    Table table;
    table.add(cell("信息内容", 0, 0, 1, 2));
    table.add(cell("规章", 1, 0));
    table.add(cell("3\n件", 1, 1));
    add(flow, std::move(table), 0);
    EXPECT_EQ(flow.text(), "一、总体情况\n信息内容\n规章\t3 件\n");
}

TEST(JoinBrokenTables, ATableThatGoesOnOverPagesIsOneWithOneHead) {
    Flow flow;
    add(flow, table_of({{"项目", "数量"}, {"一、新收", "1"}}), 1);
    add(flow, "- 1 -", 1);
    add(flow, "第 2 页 共 3 页", 2);
    add(flow, table_of({{"项 目", "数量"}, {"二、结转", "2"}}), 2);
    add(flow, table_of({{"三、办理", "3"}}), 3);
    add(flow, "四、其他", 3);
    join_broken_tables(flow);
    ASSERT_EQ(flow.tables.size(), 1U);
    EXPECT_EQ(flow.text(), "项目\t数量\n一、新收\t1\n二、结转\t2\n三、办理\t3\n四、其他\n");
    EXPECT_EQ(flow.tables[0].origin, "表格 1、表格 2、表格 3");
}

TEST(JoinBrokenTables, ARowThatABreakCutInTwoIsOne) {
    Flow flow;
    add(flow, table_of({{"事项", "数量"}, {"14.没有现成信息需要", "5"}}), 1);
    add(flow, table_of({{"另行制作", ""}, {"15.补正后", "6"}}), 2);
    join_broken_tables(flow);
    EXPECT_EQ(flow.text(), "事项\t数量\n14.没有现成信息需要另行制作\t5\n15.补正后\t6\n");
}

TEST(JoinBrokenTables, OtherTablesStayApart) {
    struct Case {
        const char* name;
        std::string between;
        std::vector<std::vector<std::string>> next;
        std::uint32_t page;
    };
    const std::vector<Case> cases = {
        {"words between", "表四 行政复议", {{"项目", "数量"}, {"维持", "0"}}, 2},
        {"another width", "", {{"项目", "数量", "备注"}, {"维持", "0", ""}}, 2},
        {"a page between", "", {{"维持", "0"}}, 3},
        {"no pages, another head", "", {{"维持", "0"}}, 0},
    };
    for (const Case& one : cases) {
        Flow flow;
        add(flow, table_of({{"项目", "数量"}, {"新收", "1"}}), one.page == 0 ? 0 : 1);
        if (!one.between.empty()) add(flow, one.between, 1);
        add(flow, table_of(one.next), one.page);
        join_broken_tables(flow);
        EXPECT_EQ(flow.tables.size(), 2U) << one.name;
    }
}

TEST(JoinBrokenTables, SpansOfTheHeadGoWithIt) {
    Flow flow;
    for (std::uint32_t page = 1; page <= 2; ++page) {
        Table table;
        table.add(cell("项目", 0, 0, 2, 1));
        table.add(cell("行政复议", 0, 1, 1, 2));
        table.add(cell("维持", 1, 1));
        table.add(cell("纠正", 1, 2));
        table.add(cell(std::to_string(page), 2, 0));
        add(flow, std::move(table), page);
    }
    join_broken_tables(flow);
    ASSERT_EQ(flow.tables.size(), 1U);
    EXPECT_EQ(flow.tables[0].rows(), 4U);
    EXPECT_EQ(flow.tables[0].text(3, 0), "2");
    EXPECT_EQ(flow.tables[0].text(1, 0), "项目");
}

}  // namespace
}  // namespace duwang
