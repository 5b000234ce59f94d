// Budgets, final accounts, catalogues and lists: finance.yaml, catalogues.yaml, lists.yaml.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "checks/annual_report/equations.h"
#include "tests/documents/document_case.h"

namespace duwang {
namespace {

using test::document_of;
using test::Lines;
using test::lines_of;

std::string cell_text(const TypedCell& cell) {
    if (cell.state == CellState::absent) return "~";
    if (cell.state == CellState::number) return cell.value.exact();
    return cell.said.empty() ? cell.text : fmt::format("{}={}", cell.text, cell.said);
}

// "summary 万元: statement", then "  key label: column=cell, …" of every row, then its notes.
Lines tables_of(const DocumentFacts& facts) {
    Lines lines;
    for (const TypedTable& table : facts.tables) {
        lines.push_back(table.key + (table.unit.empty() ? "" : " " + table.unit) +
                        (table.statement.empty() ? "" : ": " + table.statement));
        for (const TypedRow& row : table.rows) {
            Lines cells;
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                if (row.cells[i].state != CellState::absent)
                    cells.push_back(fmt::format("{}={}",
                                                table.columns[i].key.empty()
                                                    ? table.columns[i].label
                                                    : table.columns[i].key,
                                                cell_text(row.cells[i])));
            lines.push_back(fmt::format("{}|{}|{}", row.key, row.label, fmt::join(cells, "|")));
        }
        for (const std::string& note : table.notes) lines.push_back("! " + note);
    }
    return lines;
}

// What is not passed and not for lack of a table: "B-1 fail: message".
Lines equations_of(const DocumentFacts& facts) {
    Lines lines;
    const auto* format = config::default_document_rules().tabular.format(facts.kind);
    if (format == nullptr) return lines;
    for (const auto& one : checks::check_tables(facts, format->equations))
        if (one.reason != "no_table")
            lines.push_back(fmt::format("{} {}{}", one.id, outcome_word(one.outcome),
                                        one.outcome == Outcome::pass ? "" : ": " + one.message));
    return lines;
}

Lines sections_of(const DocumentFacts& facts) {
    Lines lines;
    for (const DocumentSection& one : facts.sections)
        lines.push_back(fmt::format("{}: {}", one.key, one.text));
    return lines;
}

class Tabular : public testing::TestWithParam<Yaml> {};

TEST_P(Tabular, IsReadAsWritten) {
    const Yaml& one = GetParam();
    const DocumentFacts facts = document_of(one["title"].text(), one["html"].text());
    EXPECT_EQ(facts.kind, one["kind"].text());
    if (one["format"]) {
        EXPECT_EQ(facts.format, one["format"].text());
    }
    if (one["year"]) {
        EXPECT_EQ(std::to_string(facts.year), one["year"].text());
    }
    if (one["organ"]) {
        EXPECT_EQ(facts.organ, one["organ"].text());
    }
    if (one["tables"]) {
        EXPECT_EQ(tables_of(facts), lines_of(one["tables"]));
    }
    if (one["equations"]) {
        EXPECT_EQ(equations_of(facts), lines_of(one["equations"]));
    }
    if (one["sections"]) {
        EXPECT_EQ(sections_of(facts), lines_of(one["sections"]));
    }
    for (const std::string& note : lines_of(one["notes"]))
        EXPECT_NE(std::ranges::find(facts.notes, note), facts.notes.end()) << note;
    for (const std::string& note : lines_of(one["not_notes"]))
        EXPECT_EQ(std::ranges::find(facts.notes, note), facts.notes.end()) << note;
    // What is kept of it says the same.
    const DocumentFacts again = document_from_json(to_json(facts));
    EXPECT_EQ(tables_of(again), tables_of(facts));
    EXPECT_EQ(sections_of(again), sections_of(facts));
    EXPECT_EQ(again.notes, facts.notes);
}

std::vector<Yaml> cases() {
    std::vector<Yaml> all;
    for (const char* file : {"finance", "catalogues", "lists"}) {
        const auto document =
            Yaml::load(fmt::format("{}/tests/documents/{}.yaml", DUWANG_SOURCE_DIR, file));
        if (!document) continue;
        for (const Yaml& one : document->items()) all.push_back(one);
    }
    return all;
}

std::string name_of(const testing::TestParamInfo<Yaml>& info) {
    std::string name;
    for (const char c : info.param["name"].text())
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Documents, Tabular, testing::ValuesIn(cases()), name_of);

// Every equation of budgets and accounts holds somewhere and fails somewhere in finance.yaml.
TEST(Tabular, EachEquationFailsAndPassesSomewhere) {
    std::set<std::string> passed, failed;
    for (const Yaml& one : cases())
        for (const std::string& line :
             equations_of(document_of(one["title"].text(), one["html"].text()))) {
            const std::string id = line.substr(0, line.find(' '));
            if (line == id + " pass") passed.insert(id);
            if (line.starts_with(id + " fail: ")) failed.insert(id);
        }
    const auto* format = config::default_document_rules().tabular.format("final_account");
    ASSERT_NE(format, nullptr);
    EXPECT_GE(format->equations.equations.size(), 7u);
    for (const Equation& equation : format->equations.equations) {
        EXPECT_TRUE(passed.contains(equation.id)) << equation.id;
        EXPECT_TRUE(failed.contains(equation.id)) << equation.id;
    }
}

TEST(Tabular, EndlessListsStayBounded) {
    Table table;
    const std::vector<std::string> heads{"序号", "权力名称", "权力类型", "设定依据", "实施主体"};
    for (std::uint32_t row = 0; row < Table::rows_max + 500; ++row)
        for (std::uint32_t column = 0; column < heads.size(); ++column) {
            TableCell cell;
            cell.row = row;
            cell.column = column;
            cell.text = row == 0 ? heads[column] : std::string(row % 2 == 0 ? 3'000 : 1, 'a');
            table.add(cell);
        }
    Flow flow;
    flow.blocks.push_back({FlowBlock::Kind::table, {}, 0});
    flow.tables.push_back(std::move(table));
    crawler::DocumentContext context;
    context.title = "权责清单";
    const DocumentFacts facts =
        crawler::read_document(flow, context, config::default_document_rules());
    ASSERT_EQ(facts.tables.size(), 1u);
    std::size_t bytes = 0;
    for (const TypedRow& row : facts.tables[0].rows)
        for (const TypedCell& cell : row.cells) bytes += cell.text.size();
    EXPECT_LE(bytes, 9'000'000u);
    EXPECT_GT(facts.tables[0].rows.size(), 100u);
    EXPECT_NE(std::ranges::find(facts.tables[0].notes, "cut"), facts.tables[0].notes.end());
}

TEST(Tabular, ManyTablesOfAccountsStayBounded) {
    std::string html;
    for (int i = 0; i < 2'000; ++i)
        html +=
            "<p>收入支出决算总表</p><table><tr><td>项目<td>决算数</tr><tr><td>本年收入合计<td>1"
            "</tr></table>";
    const DocumentFacts facts = document_of("2023年度部门决算", html);
    EXPECT_LE(to_json(facts).dump().size(), 200'000u);
}

}  // namespace
}  // namespace duwang
