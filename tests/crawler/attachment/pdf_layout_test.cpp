// Words and lines of a PDF's pages → paragraphs and tables. The inputs are what poppler's tools
// write; real PDFs are read in attachment_test.
#include "crawler/attachment/pdf_layout.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crawler/attachment/pdf_grid.h"

namespace duwang::crawler {
namespace {

PdfWord word(std::string text, double left, double top, double right, double bottom) {
    return {{left, top, right, bottom}, std::move(text)};
}

// Lines around places: xs and ys are where they stand.
std::vector<PdfRule> ruled(const std::vector<double>& xs, const std::vector<double>& ys) {
    std::vector<PdfRule> rules;
    for (const double y : ys) rules.push_back({xs.front(), y, xs.back(), y});
    for (const double x : xs) rules.push_back({x, ys.front(), x, ys.back()});
    return rules;
}

PdfPage page_of(std::vector<PdfWord> words, std::vector<PdfRule> rules = {}) {
    return {600, 800, std::move(words), std::move(rules)};
}

TEST(PdfWords, PagesAndWordsAreRead) {
    const auto pages = read_pdf_words(
        "<!DOCTYPE html PUBLIC \"x\" \"y\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><doc>"
        "<page width=\"595.3\" height=\"841.9\">"
        "<word xMin=\"56.8\" yMin=\"45.2\" xMax=\"128.8\" yMax=\"76.4\">清河县&amp;</word>"
        "</page><page width=\"595.3\" height=\"841.9\"></page></doc></body></html>");
    ASSERT_TRUE(pages);
    ASSERT_EQ(pages->size(), 2U);
    ASSERT_EQ(pages->front().words.size(), 1U);
    EXPECT_EQ(pages->front().words[0].text, "清河县&");
    EXPECT_DOUBLE_EQ(pages->front().words[0].box.right, 128.8);
    EXPECT_DOUBLE_EQ(pages->front().width, 595.3);
}

TEST(PdfWords, SomethingElseIsRefused) {
    for (const char* text : {"", "Syntax Error: no pages", "<html><body></body></html>"})
        EXPECT_FALSE(read_pdf_words(text)) << text;
    const auto odd = read_pdf_words(
        "<html><doc><page width=\"nan\" height=\"1e999\"><word xMin=\"x\">1</word></page></doc>");
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->front().width, 0);
}

TEST(PdfRules, LinesAndThinRectanglesAreRules) {
    struct Case {
        const char* name;
        std::string svg;
        std::vector<PdfRule> expected;
    };
    const std::string stroke = "style=\"fill:none;stroke-width:0.75;stroke:rgb(0%,0%,0%);\"";
    const std::string fill = "style=\"stroke:none;fill:rgb(0%,0%,0%);\"";
    const std::vector<Case> cases = {
        {"a line", "<path " + stroke + " d=\"M 10 20 L 110 20 \"/>", {{10, 20, 110, 20}}},
        {"turned round by a matrix",
         "<path " + stroke + " d=\"M 10 700 L 10 600 \" transform=\"matrix(1,0,0,-1,0,800)\"/>",
         {{10, 100, 10, 200}}},
        {"a matrix of the group",
         "<g transform=\"matrix(2,0,0,2,0,0)\"><path " + stroke + " d=\"M 10 20 L 60 20\"/></g>",
         {{20, 40, 120, 40}}},
        {"a thin rectangle, as word processors draw lines",
         "<path " + fill + " d=\"M 10 20 L 110 20 L 110 20.5 L 10 20.5 Z M 10 20 \"/>",
         {{10, 20.25, 110, 20.25}}},
        {"a frame",
         "<rect x=\"10\" y=\"20\" width=\"50\" height=\"30\" fill=\"none\" stroke=\"black\"/>",
         {{10, 20, 60, 20}, {60, 20, 60, 50}, {10, 50, 60, 50}, {10, 20, 10, 50}}},
        {"shading is no line", "<path " + fill + " d=\"M 0 0 L 100 0 L 100 20 L 0 20 Z\"/>", {}},
        {"white is not seen",
         "<path style=\"fill:none;stroke:rgb(100%,100%,100%);\" d=\"M 0 0 L 100 0\"/>",
         {}},
        {"letters are not lines",
         "<defs><symbol><path d=\"M 0 0 L 100 0\" " + stroke + "/></symbol></defs>",
         {}},
        {"curves and slopes are not",
         "<path " + stroke + " d=\"M 0 0 C 1 1 2 2 100 0\"/><path " + stroke +
             " d=\"M 0 0 L 100 50\"/>",
         {}},
    };
    for (const Case& one : cases) {
        const auto rules =
            read_pdf_rules("<svg xmlns=\"http://www.w3.org/2000/svg\">" + one.svg + "</svg>");
        ASSERT_TRUE(rules) << one.name;
        ASSERT_EQ(rules->size(), one.expected.size()) << one.name;
        for (std::size_t i = 0; i < rules->size(); ++i) {
            const PdfRule &rule = (*rules)[i], &expected = one.expected[i];
            EXPECT_EQ(
                fmt::format("{} {} {} {}", rule.x1, rule.y1, rule.x2, rule.y2),
                fmt::format("{} {} {} {}", expected.x1, expected.y1, expected.x2, expected.y2))
                << one.name;
        }
    }
    EXPECT_FALSE(read_pdf_rules("<html/>"));
}

TEST(PdfLayout, WordsInsideLinesBecomeCells) {
    PdfPage page =
        page_of({word("表三", 50, 50, 80, 62), word("自然人", 160, 105, 190, 117),
                 word("总计", 260, 105, 290, 117), word("新收申", 55, 125, 140, 137),
                 word("请数量", 55, 138, 140, 150), word("12", 170, 130, 182, 142),
                 word("1,234.500000", 255, 130, 295, 142), word("说明", 50, 200, 80, 212)},
                ruled({50, 150, 250, 300}, {100, 120, 155}));
    const Flow flow = pdf_flow({page});
    EXPECT_EQ(flow.text(), "表三\n\t自然人\t总计\n新收申请数量\t12\t1,234.500000\n说明\n");
    ASSERT_EQ(flow.tables.size(), 1U);
    EXPECT_EQ(flow.tables[0].origin, "第 1 页 表格 1");
}

TEST(PdfLayout, PlacesWithoutALineBetweenAreOneCell) {
    // A head over two columns, a label over two rows.
    std::vector<PdfRule> rules = {{0, 0, 300, 0},     {0, 60, 300, 60},  {100, 20, 300, 20},
                                  {100, 40, 300, 40}, {0, 0, 0, 60},     {300, 0, 300, 60},
                                  {100, 0, 100, 60},  {200, 20, 200, 60}};
    const auto grids = pdf_grids(rules);
    ASSERT_EQ(grids.size(), 1U);
    std::vector<std::string> cells;
    for (const PdfCell& cell : grids[0].cells)
        cells.push_back(fmt::format("{},{} {}x{}", cell.row, cell.column, cell.rows, cell.columns));
    EXPECT_EQ(cells, (std::vector<std::string>{"0,0 3x1", "0,1 1x2", "1,1 1x1", "1,2 1x1",
                                               "2,1 1x1", "2,2 1x1"}));
}

TEST(PdfLayout, OpenSidesAreClosed) {
    // 开口表: level lines from 0 to 300, one upright at 100.
    const auto grids =
        pdf_grids({{0, 0, 300, 0}, {0, 20, 300, 20}, {0, 40, 300, 40}, {100, 0, 100, 40}});
    ASSERT_EQ(grids.size(), 1U);
    EXPECT_EQ(grids[0].cells.size(), 4U);
    EXPECT_EQ(grids[0].box.right, 300);
}

TEST(PdfLayout, LinesThatDoNotCrossAreNoTable) {
    EXPECT_TRUE(pdf_grids({{0, 0, 300, 0}, {0, 20, 300, 20}}).empty());  // of a letter head
    EXPECT_TRUE(pdf_grids(ruled({0, 300}, {0, 20})).empty());            // a frame
    EXPECT_EQ(pdf_grids(ruled({0, 100, 200}, {0, 20, 40})).size(), 1U);
    std::vector<PdfRule> two = ruled({0, 100, 200}, {0, 20, 40});
    for (const PdfRule& rule : ruled({0, 100, 200}, {100, 120})) two.push_back(rule);
    EXPECT_EQ(pdf_grids(two).size(), 2U);
}

TEST(PdfLayout, AWordOverALineMakesBothCellsUnreadable) {
    // Two numbers that the tool took for one word must never be read as one number.
    PdfPage page = page_of({word("1234", 90, 5, 110, 15), word("7", 150, 25, 156, 35)},
                           ruled({0, 100, 200}, {0, 20, 40}));
    const Flow flow = pdf_flow({page});
    ASSERT_EQ(flow.tables.size(), 1U);
    for (std::uint32_t column = 0; column < 2; ++column)
        EXPECT_NE(flow.tables[0].text(0, column).find("\xEF\xBF\xBD"), std::string_view::npos);
    EXPECT_EQ(flow.tables[0].text(1, 1), "7");
}

TEST(PdfLayout, CellsBeyondThePaperAreUnreadableAndNotBlank) {
    const PdfPage page =
        page_of({word("12", 510, 5, 520, 15)}, ruled({500, 550, 650}, {0, 20, 40}));
    const Flow flow = pdf_flow({page});
    ASSERT_EQ(flow.tables.size(), 1U);
    EXPECT_EQ(flow.tables[0].text(0, 0), "12");
    EXPECT_EQ(flow.tables[0].text(1, 0), "");
    EXPECT_EQ(flow.tables[0].text(1, 1), "\xEF\xBF\xBD");
}

TEST(PdfLayout, LinesOfAParagraphAreJoined) {
    const Flow flow = pdf_flow({page_of({
        word("清河县年度报告", 150, 40, 450, 64),
        word("本年新收政府信息公开申请", 74, 80, 540, 92),
        word("12", 50, 96, 62, 108),
        word("件。", 64, 96, 90, 108),
        word("按", 74, 112, 86, 124),
        word("WTO", 88, 112, 110, 124),
        word("rules", 113, 112, 140, 124),
        word("3", 295, 780, 301, 790),
    })});
    EXPECT_EQ(flow.text(), "清河县年度报告\n本年新收政府信息公开申请12件。\n按WTO rules\n");
}

TEST(PdfLayout, ATableOverTwoPagesIsOne) {
    const auto rules = ruled({0, 100, 200}, {700, 720, 740});
    const auto next = ruled({0, 100, 200}, {50, 70, 90});
    PdfPage first = page_of({word("项目", 10, 705, 40, 715), word("数量", 110, 705, 140, 715),
                             word("一", 10, 725, 20, 735), word("1", 110, 725, 116, 735),
                             word("1", 300, 780, 306, 790)},
                            rules);
    PdfPage second = page_of({word("项目", 10, 55, 40, 65), word("数量", 110, 55, 140, 65),
                              word("二", 10, 75, 20, 85), word("2", 110, 75, 116, 85)},
                             next);
    EXPECT_EQ(pdf_flow({first, second}).text(), "项目\t数量\n一\t1\n二\t2\n");
}

// A row of a table: its words side by side, each in the middle of its place.
void write_row(PdfPage& page, const std::vector<std::string>& texts, const std::vector<double>& xs,
               double top) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const double x = (xs[i] + xs[i + 1]) / 2, y = top + 10;
        if (!texts[i].empty()) page.words.push_back(word(texts[i], x - 10, y - 5, x + 10, y + 5));
    }
}

// A page with one table of rows that are 20 high.
PdfPage page_with(const std::vector<std::vector<std::string>>& rows, const std::vector<double>& xs,
                  double top) {
    std::vector<double> ys{top};
    PdfPage page = page_of({});
    for (const auto& row : rows) {
        write_row(page, row, xs, ys.back());
        ys.push_back(ys.back() + 20);
    }
    page.rules = ruled(xs, ys);
    return page;
}

std::vector<std::string> tables_of(const Flow& flow) {
    std::vector<std::string> tables;
    for (const Table& table : flow.tables) {
        std::string text;
        for (std::uint32_t row = 0; row < table.rows(); ++row) {
            for (std::uint32_t column = 0; column < table.columns(); ++column)
                text += (column == 0 ? "" : " ") + std::string(table.text(row, column));
            text += "|";
        }
        tables.push_back(text);
    }
    return tables;
}

TEST(PdfLayout, PartsOfATableGetItsColumns) {
    const std::vector<double> few{0, 100, 160, 300}, many{0, 101, 160, 200, 250, 300};
    struct Case {
        const char* name;
        PdfPage first, second;
        std::vector<std::string> tables;
    };
    using Tables = std::vector<std::string>;
    const std::vector<Case> cases = {
        {"a head that is cut between its rows", page_with({{"", "自然", "法人"}}, few, 700),
         page_with({{"", "人", "商业", "科研", "其他"}, {"新收", "1", "2", "3", "4"}}, many, 50),
         Tables{" 自然 法人 法人 法人| 人 商业 科研 其他|新收 1 2 3 4|"}},
        {"rows at the end that need fewer lines",
         page_with({{"新收", "1", "2", "3", "4"}}, many, 700),
         page_with({{"总计", "6", "7"}}, few, 50), Tables{"新收 1 2 3 4|总计 6 7 7 7|"}},
        {"a row of words that is cut in two",
         page_with({{"甲", "乙", "丙", "丁", "戊"}, {"信息", "本年", "上年", "办理", "备"}}, many,
                   700),
         page_with({{"内容", "收费", "结转", "结果", "注"}, {"行政", "0", "0", "0", "0"}}, many,
                   50),
         Tables{"甲 乙 丙 丁 戊|信息内容 本年收费 上年结转 办理结果 备注|行政 0 0 0 0|"}},
        {"words do not go on with numbers",
         page_with({{"内容", "数量", "备注"}, {"强制", "0", "—"}}, few, 700),
         page_with({{"项目", "金额", "说明"}, {"收费", "1", "2"}}, few, 50),
         Tables{"内容 数量 备注|强制 0 —|项目 金额 说明|收费 1 2|"}},
        {"a line that the other part lacks", page_with({{"a", "1", "2"}}, {0, 110, 160, 300}, 700),
         page_with({{"b", "1", "2", "3", "4"}}, many, 50), Tables{"a 1 2|", "b 1 2 3 4|"}},
        {"another width", page_with({{"a", "1", "2"}}, {0, 101, 160, 250}, 700),
         page_with({{"b", "1", "2", "3", "4"}}, many, 50), Tables{"a 1 2|", "b 1 2 3 4|"}},
        {"nothing but the edges in common", page_with({{"a"}, {"b"}}, {0, 300}, 700),
         page_with({{"b", "1", "2", "3", "4"}}, many, 50), Tables{"a|b|", "b 1 2 3 4|"}},
    };
    for (const Case& one : cases)
        EXPECT_EQ(tables_of(pdf_flow({one.first, one.second})), one.tables) << one.name;
}

// The widest part may be the last one of three.
TEST(PdfLayout, ThreePartsGetTheColumnsOfTheWidest) {
    const Flow flow = pdf_flow({page_with({{"a", "b"}}, {0, 100, 300}, 740),
                                page_with({{"c", "1", "2"}}, {0, 100, 200, 300}, 50),
                                page_with({{"d", "1", "2", "3"}}, {0, 100, 200, 250, 300}, 50)});
    EXPECT_EQ(tables_of(flow), std::vector<std::string>{"a b b b|c 1 2 2|d 1 2 3|"});
    EXPECT_EQ(flow.tables[0].origin, "第 1 页 表格 1、第 2 页 表格 1、第 3 页 表格 1");
}

TEST(PdfLayout, OnlyPagesWithGapsAreLookedAtForLines) {
    const PdfPage text =
        page_of({word("本年新收政府信息公开申请", 74, 80, 240, 92), word("12", 244, 80, 256, 92),
                 word("件，办结", 260, 80, 300, 92), word("第二行", 50, 96, 90, 108)});
    EXPECT_FALSE(may_hold_table(text));
    const PdfPage row = page_of(
        {word("合计", 50, 80, 74, 92), word("12", 140, 80, 152, 92), word("13", 240, 80, 252, 92)});
    EXPECT_TRUE(may_hold_table(row));
    const PdfPage pairs = page_of({word("收入", 50, 80, 74, 92), word("12", 140, 80, 152, 92),
                                   word("支出", 50, 100, 74, 112), word("13", 140, 100, 152, 112)});
    EXPECT_TRUE(may_hold_table(pairs));
}

TEST(PdfLayout, ManyLinesStayBounded) {
    std::vector<PdfRule> rules;
    for (int i = 0; i < 10'000; ++i) {
        const double at = i * 1.7;
        rules.push_back({0, at, 20'000, at});
        rules.push_back({at, 0, at, 20'000});
    }
    EXPECT_TRUE(pdf_grids(rules).empty());
}

}  // namespace
}  // namespace duwang::crawler
