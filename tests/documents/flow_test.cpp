// Pages as flows: spans as browsers expand them, hidden parts left out, bounded.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/html/document.h"
#include "crawler/document/head.h"
#include "crawler/document/html_flow.h"

namespace duwang {
namespace {

Flow flow_of(const std::string& html) {
    const html::Document document("<html><body>" + html + "</body></html>");
    return crawler::html_flow(document.body());
}

// "a b | a c": cells of a row apart by a blank, "." for a place of none.
std::string grid(const Table& table) {
    std::string text;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        text += row == 0 ? "" : "|";
        for (std::uint32_t column = 0; column < table.columns(); ++column)
            text += table.at(row, column) == nullptr ? "." : std::string(table.text(row, column));
    }
    return text;
}

struct Case {
    const char *name, *html, *grid;
};

class Spans : public testing::TestWithParam<Case> {};

TEST_P(Spans, AreExpandedAsBrowsersDo) {
    const Flow flow = flow_of(std::string("<table>") + GetParam().html + "</table>");
    ASSERT_EQ(flow.tables.size(), 1u) << GetParam().name;
    EXPECT_EQ(grid(flow.tables[0]), GetParam().grid) << GetParam().name;
}

constexpr Case spans[] = {
    {"plain", "<tr><td>a<td>b<tr><td>c<td>d", "ab|cd"},
    {"rowspan and colspan", "<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d", "abb|acd"},
    {"rowspan beyond the end", "<tr><td rowspan=99>a<td>b<tr><td>c", "ab|ac"},
    {"rowspan ends with its group",
     "<tbody><tr><td rowspan=5>a<td>b</tbody><tbody><tr><td>c<td>d</tbody>", "ab|cd"},
    {"rowspan zero is to the end of its group",
     "<tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>d<td>e</tbody>", "ab|ac|de"},
    {"colspan zero and words are one", "<tr><td colspan=0>a<td colspan=x>b<tr><td>c<td>d", "ab|cd"},
    {"overlapping: the first keeps its place", "<tr><td>a<td rowspan=2>b<tr><td colspan=2>c",
     "ab|cb"},
    {"missing cells", "<tr><td>a<td>b<td>c<tr><td>d<tr><td>e<td>f", "abc|d..|ef."},
    {"hidden rows and cells",
     "<tr><td>a<td>b<tr style='display:none'><td>x<td>y<tr><td>c<td style='display: none'>z<td>d",
     "ab|cd"},
    {"cells without a row", "<td>a<td>b", "ab"},
};
INSTANTIATE_TEST_SUITE_P(Html, Spans, testing::ValuesIn(spans));

TEST(HtmlFlow, LinesInCells) {
    const Flow flow = flow_of(
        "<table><tr><td>本年新<br>制作<p>数量</p><script>x()</script><td>&nbsp;<span> 1 </span>"
        "<tr><td>c<td>d</table>");
    EXPECT_EQ(flow.tables[0].text(0, 0), "本年新\n制作\n数量");
    EXPECT_EQ(flow.tables[0].text(0, 1), "1");
}

TEST(HtmlFlow, LayoutTablesAreParagraphs) {
    const Flow flow = flow_of(
        "<table><tr><td>导航</td><td><h2>标题</h2><p>前</p><table><tr><td>1<td>2</table><p>后</p>"
        "</td></tr></table><table><tr><td>一个<p>格</p></td></tr></table>");
    ASSERT_EQ(flow.tables.size(), 1u);
    EXPECT_EQ(flow.text(), "导航\n标题\n前\n1\t2\n后\n一个\n格\n");
    EXPECT_EQ(flow.blocks[1].kind, FlowBlock::Kind::heading);
    EXPECT_EQ(flow.blocks[2].kind, FlowBlock::Kind::paragraph);
}

TEST(HtmlFlow, HiddenTextIsLeftOut) {
    EXPECT_EQ(flow_of("<p>a<span style='display:none'>b</span>c</p><div hidden>d</div>"
                      "<style>e</style>f")
                  .text(),
              "ac\nf\n");
}

TEST(HtmlFlow, HugeSpansAndTablesAreBounded) {
    std::string rows;
    for (int i = 0; i < 3000; ++i)
        rows += "<tr><td rowspan=65534 colspan=1000>a<td rowspan=99999999999 colspan=9999>b";
    const Flow wide = flow_of("<table>" + rows + "</table>");
    EXPECT_TRUE(wide.cut);
    EXPECT_LE(wide.tables[0].columns(), Table::columns_max);
    std::string nested;
    for (int i = 0; i < 20000; ++i) nested += "<table><tr><td>";
    EXPECT_LE(flow_of(nested + "x<td>y").tables.size(), 1u);
}

TEST(MainFlow, SaysWhatTheTreeLost) {
    const auto main_flow = [](const std::string& html) {
        return crawler::main_flow(html::Document("<html><body>" + html + "</body></html>"), {});
    };
    std::string rows;
    for (int i = 0; i < 25'000; ++i) rows += "<tr><td>a<td>1<td>2<td>3<td>4</tr>";
    const Flow long_one = main_flow("<table>" + rows + "</table>");
    ASSERT_EQ(long_one.tables.size(), 1u);
    EXPECT_LT(long_one.tables[0].rows(), Table::rows_max) << "the tree ends before the table does";
    EXPECT_TRUE(long_one.cut);
    EXPECT_TRUE(main_flow(std::string(5u << 20, ' ')).cut) << "too large for a tree";
    std::string lines;
    for (int i = 0; i < 20'000; ++i) lines += "text<br>";
    EXPECT_TRUE(main_flow("<table><tr><td>" + lines + "<td>b</table>").cut) << "of one cell";
    EXPECT_FALSE(main_flow("<p>a</p>").cut);
    // A picture inside of the page is long, and no text is lost with it.
    const std::string picture = "<img src='data:" + std::string(100'000, 'x') + "'>";
    EXPECT_FALSE(main_flow("<p>a</p>" + picture).cut);
    EXPECT_TRUE(main_flow(picture + "<table>" + rows + "</table>").cut);
    // Spans and ways of hiding are attributes too.
    std::string many;
    for (int i = 0; i < 120; ++i) many += " a" + std::to_string(i) + "=1";
    std::string spread;
    for (int i = 0; i < 2'100; ++i) spread += "<b" + many.substr(0, many.find(" a99=")) + ">x</b>";
    EXPECT_TRUE(main_flow("<p" + many + " hidden>a</p>").cut) << "in one tag";
    EXPECT_TRUE(main_flow(spread + "<p hidden>a</p>").cut) << "on the page";
}

TEST(Heads, AreJoinedOverTheirRows) {
    const Flow flow = flow_of(
        "<table><tr><td rowspan=2>项目<td colspan=2>支出<td rowspan=2>合计"
        "<tr><td>基本<td>项目<tr><td>教育<td>1<td>2<td>3</table>");
    const crawler::TableHead head = crawler::read_head(flow.tables[0]);
    EXPECT_EQ(head.rows, 2u);
    EXPECT_EQ(head.label_columns, 1u);
    EXPECT_EQ(head.labels,
              (std::vector<std::string>{"项目", "支出 / 基本", "支出 / 项目", "合计"}));
}

TEST(Heads, OfWordsOnlyIsTheFirstRow) {
    const Flow flow = flow_of("<table><tr><td>事项<td>依据<tr><td>办证<td>条例</table>");
    EXPECT_EQ(crawler::read_head(flow.tables[0]).rows, 1u);
    const Flow said = flow_of("<table><tr><th>a<th>b<tr><th>c<th>d<tr><td>e<td>f</table>");
    EXPECT_EQ(crawler::read_head(said.tables[0]).rows, 2u);
}

TEST(BrokenTables, AreJoinedWhereTheHeadIsRepeated) {
    Flow flow = flow_of(
        "<table><tr><td>项目<td>数<tr><td>a<td>1</table><p>第 2 页</p>"
        "<table><tr><td>项目<td>数<tr><td>b<td>2</table><p>说明</p>"
        "<table><tr><td>项目<td>数<tr><td>c<td>3</table>");
    join_broken_tables(flow);
    ASSERT_EQ(flow.tables.size(), 2u);
    EXPECT_EQ(grid(flow.tables[0]), "项目数|a1|b2");
    EXPECT_EQ(flow.tables[0].origin, "表格 1、表格 2");
    EXPECT_EQ(grid(flow.tables[1]), "项目数|c3");
}

// Two tables of one form under titles of their own are two tables.
TEST(BrokenTables, AWordBetweenThemKeepsThemApart) {
    for (const char* between : {"表2", "附表 2", "2023年"}) {
        Flow flow =
            flow_of("<table><tr><td>项目<td>数<tr><td>a<td>1</table><p>" + std::string(between) +
                    "</p><table><tr><td>项目<td>数<tr><td>b<td>2</table>");
        join_broken_tables(flow);
        EXPECT_EQ(flow.tables.size(), 2u) << between;
    }
    for (const char* between : {"- 2 -", "—2—", "第2页 共30页", "2/30", "２"}) {
        Flow flow =
            flow_of("<table><tr><td>项目<td>数<tr><td>a<td>1</table><p>" + std::string(between) +
                    "</p><table><tr><td>项目<td>数<tr><td>b<td>2</table>");
        join_broken_tables(flow);
        EXPECT_EQ(flow.tables.size(), 1u) << between;
    }
}

}  // namespace
}  // namespace duwang
