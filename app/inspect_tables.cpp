// `duwang inspect table`: the tables of a document with their merged cells expanded, what heads
// their columns, and which cells are numbers.
#include <fmt/format.h>

#include <algorithm>

#include "app/document_input.h"
#include "app/document_json.h"
#include "app/inspect.h"
#include "app/inspect_place.h"
#include "app/text_table.h"
#include "core/html/place.h"
#include "core/text/utf8.h"
#include "crawler/document/head.h"

namespace duwang::app {
namespace {

constexpr std::uint32_t rows_shown = 60;
constexpr std::size_t places_told = 20'000;  // of all tables together
constexpr std::size_t before_chars = 60;

// "单位：万元" in the caption, the head or the paragraph before the table.
std::string unit_of(const Table& table, const crawler::TableHead& head, std::string_view before) {
    for (std::string_view text : {std::string_view(table.caption), before})
        if (std::string unit = unit_said(text); !unit.empty()) return unit;
    for (std::uint32_t row = 0; row < head.rows; ++row)
        for (std::uint32_t column = 0; column < table.columns(); ++column)
            if (std::string unit = unit_said(table.text(row, column)); !unit.empty()) return unit;
    return {};
}

Json row_json(const Table& table, std::uint32_t row) {
    Json cells = Json::array();
    for (std::uint32_t column = 0; column < table.columns(); ++column) {
        const TableCell* cell = table.at(row, column);
        if (cell == nullptr) {
            cells.push_back(Json());
            continue;
        }
        Json json = typed_cell_json(read_cell(cell->text));
        cells.push_back(json.set("merged", cell->row != row || cell->column != column));
    }
    return cells;
}

// `left`: how many places may still be told.
Json table_json(const Table& table, const std::string& before, const DocumentInput& input,
                const html::PlaceFinder& places, std::size_t& left) {
    const crawler::TableHead head = crawler::read_head(table);
    Json rows = Json::array();
    std::uint32_t row = 0;
    for (; row < table.rows() && left >= table.columns(); ++row, left -= table.columns())
        rows.push_back(row_json(table, row));
    Json json = Json::object()
                    .set("origin", table.origin)
                    .set("caption", text_or_null(table.caption))
                    .set("before", text_or_null(before))
                    .set("unit", text_or_null(unit_of(table, head, before)))
                    .set("rows", std::int64_t{table.rows()})
                    .set("columns", std::int64_t{table.columns()})
                    .set("head_rows", std::int64_t{head.rows})
                    .set("label_columns", std::int64_t{head.label_columns})
                    .set("labels", list_of(head.labels))
                    .set("cut", table.cut() || row < table.rows());
    if (table.offset >= 0 && !input.text.empty())
        set_place(json, places, table.offset);
    else
        json.set("line", Json()).set("selector", Json());
    return std::move(json.set("cells", rows));
}

}  // namespace

Result<Json> inspect_tables(const Json& question) {
    auto input = asked_document(question, "page", "file");
    if (!input) return tl::unexpected(input.error());
    join_broken_tables(input->flow);
    const html::PlaceFinder places(input->text);
    Json tables = Json::array();
    std::string before;
    std::size_t left = places_told;
    for (const FlowBlock& block : input->flow.blocks) {
        if (block.kind == FlowBlock::Kind::table)
            tables.push_back(
                table_json(input->flow.tables[block.table], before, *input, places, left));
        before = truncate_code_points(block.text, before_chars);
    }
    return Json::object()
        .set("count", input->flow.tables.size())
        .set("cut", input->flow.cut)
        .set("tables", tables);
}

std::string tables_text(const Json& answer) {
    TextTable text;
    text.row("表格数", answer["count"].dump());
    for (const Json& table : answer["tables"].items()) {
        text.head(fmt::format("{} {}", table["origin"].text(), table["caption"].text()));
        text.row("大小",
                 fmt::format("{} 行 {} 列，表头 {} 行，行标签 {} 列", table["rows"].number(),
                             table["columns"].number(), table["head_rows"].number(),
                             table["label_columns"].number()),
                 table);
        if (!table["unit"].is_null()) text.row("单位", table["unit"].text());
        std::uint32_t row = 0;
        for (const Json& cells : table["cells"].items()) {
            if (row++ >= rows_shown) break;
            std::string line;
            for (const Json& cell : cells.items())
                line += fmt::format("{}{}", line.empty() ? "" : " | ", cell["text"].text());
            text.row(fmt::format("第 {} 行", row), line);
        }
    }
    return text.take();
}

}  // namespace duwang::app
