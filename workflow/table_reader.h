// A table (CSV, or a sheet of an .xlsx workbook) whose columns are found by name, English or
// Chinese, and whose errors carry places.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"
#include "core/result.h"

namespace duwang::workflow {

// A column a table may have.
struct ColumnName {
    std::string_view id;       // "name"
    std::string_view chinese;  // 单位名称
    bool required;             // every row needs a value
    // Other names that are understood, separated by '|'.
    std::string_view also = {};
    bool in_header = false;  // the table needs the column, though not in every row
};

class TableReader {
  public:
    // Reads the header. Unknown, doubled and missing columns are errors; then there are no rows.
    // `sheet`: which sheet of a workbook is read; without one of that name it is the first.
    TableReader(std::string_view bytes, std::string name, std::string_view sheet,
                std::span<const ColumnName> columns, std::vector<Error>& errors);

    // Moves to the next row that is not blank; reports missing cells and cells beyond the header.
    bool next();
    bool good() const { return errors_.size() == before_row_; }  // no errors in this row so far

    int line() const { return rows_[row_].line; }
    std::string cell(std::string_view id) const;  // trimmed; "" when the column is not there
    // "file:12:3" or "file:sheet!C12"; of the first cell when the table has no such column.
    std::string place_of(std::string_view id) const;
    // Separated by ';', '；' or '、'; empty parts and repetitions are dropped.
    std::vector<std::string> list(std::string_view id) const;
    // An error at the cell of the column, or at the first cell when the table has no such column.
    void fail(std::string_view id, std::string_view what);
    void fail_at(int line, std::string_view id, std::string_view what);

  private:
    std::string name_;
    std::string sheet_;  // of a workbook; empty in CSV
    std::span<const ColumnName> columns_;
    std::vector<Error>& errors_;
    std::vector<CsvRow> rows_;
    std::vector<std::optional<std::size_t>> places_;  // by column: which field
    std::size_t row_ = 0;
    std::size_t before_row_ = 0;

    bool read_rows(std::string_view bytes, std::string_view sheet);
    bool read_header();
    void add(int line, std::size_t field, std::string_view what);
    std::optional<std::size_t> place(std::string_view id) const;
    std::string where(int line, std::size_t field) const;
    void check_cells();
};

// Whether a header cell names the column.
bool is_column(const ColumnName& column, std::string_view header);

// For messages: cut short, without control characters, in quotes.
std::string shown(std::string_view text);

}  // namespace duwang::workflow
