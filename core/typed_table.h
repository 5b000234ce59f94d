// A table that is known: rows and columns have keys, cells are exact numbers or words. Annual
// reports, budgets, catalogues and lists are kept so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/json.h"

namespace duwang {

// What stands in a cell. A blank is not a zero.
enum class CellState {
    absent,  // the table has no such cell
    blank,   // nothing but blanks
    number,
    mark,  // "/", "—", "-", "无": somebody says that there is none, in a way that is not a number
    words,  // anything else
};
std::string_view cell_state_word(CellState state);  // "blank"
std::optional<CellState> cell_state_of(std::string_view word);

struct TypedCell {
    CellState state = CellState::absent;
    std::string text;  // as written, blanks collapsed
    Decimal value;     // of a number, in the unit of the table (see TypedTable::unit)
    std::string unit;  // written in the cell itself: 元, 万元, 件; else empty
    // What it comes to by the form of its column: "yes" of a mark, "20 工作日" of a limit; else empty.
    std::string said;
    std::int32_t row = -1, column = -1;  // place in the grid it was read from, from 0; -1: none
};

struct TypedColumn {
    std::string key;    // of the format; empty: a column that it does not know
    std::string label;  // as the document heads it; heads above each other joined by " / "
};

struct TypedRow {
    std::string key;               // of the format; empty: a row of data
    std::string label;             // as the document writes it
    std::vector<TypedCell> cells;  // as many as there are columns
};

struct TypedTable {
    std::string key;     // of the format: "t3", "three_public" …
    std::string title;   // as the document writes it
    std::string origin;  // where it was read: "表格 3"; several parts apart by "、"
    std::string unit;    // of its amounts: "元", "万元"; empty: not said
    // 空表说明: the words by which the document says that the table is empty on purpose.
    std::string statement;
    // Rows and columns that the format has and the document lacks stand here too, by the labels of
    // the format, their cells absent; notes name them.
    std::vector<TypedColumn> columns;
    std::vector<TypedRow> rows;
    // Closed list of words: row_missing:KEY, column_missing:KEY, column_by_order:KEY,
    // row_misaligned:KEY, row_twice:KEY, row_unknown:LABEL, blank_cells:KEY:COUNT, cut …;
    // docs/documents.md.
    std::vector<std::string> notes;

    const TypedRow* row(std::string_view key) const;
    std::optional<std::size_t> column(std::string_view key) const;
    // Null when the table lacks row or column.
    const TypedCell* cell(std::string_view row_key, std::string_view column_key) const;
};

// Reads "1,234.560000", "１２", "-18", "12万元", "(1,234.00)" (minus) …; `unit` is the table's own,
// by which the value is told: "12万元" in a table of 元 is 120000. Exact: never through binary
// floating point. What is not surely one number is words: "12 34", "(5)", "约12".
TypedCell read_cell(std::string_view text, std::string_view unit = {});

// "单位：万元", "金额单位:元", "（万元）" → 万元, 元. Empty: none is said.
std::string unit_said(std::string_view text);

Json to_json(const TypedTable& table);
TypedTable typed_table_from_json(const Json& json);

}  // namespace duwang
