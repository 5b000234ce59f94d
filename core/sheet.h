// Spreadsheets as people fill them in: XLSX workbooks and CSV files, every cell as the text it
// shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace duwang {

struct Cell {
    // Numbers as typed ("0.5"), with the places their format shows; dates "2022-08-31", with
    // "14:30" behind when there is a time; shares "8%"; TRUE and FALSE.
    std::string text;
    bool spread =
        false;  // of a merged range (合并单元格), not its first cell: the text is repeated
};

struct SheetRow {
    int number = 0;  // as the spreadsheet numbers it; in CSV the line
    std::vector<Cell> cells;

    const Cell& cell(std::size_t column) const;  // an empty one beyond the end
    bool blank() const;
};

struct Sheet {
    std::string file;
    std::string name;  // of the sheet (工作表); empty in CSV
    std::vector<SheetRow> rows;

    // "指标表.xlsx:指标!C12", in CSV "指标表.csv:12:3". Indices from 0.
    std::string place(std::size_t row, std::size_t column) const;
};

struct Workbook {
    std::string file;
    std::vector<Sheet> sheets;  // those that are shown

    const Sheet* sheet(std::string_view name) const;
};

constexpr std::size_t sheet_rows_max = 20'000;
constexpr std::size_t sheet_columns_max = 200;

// By its first bytes: a workbook (.xlsx), or CSV (UTF-8 or GB18030). `file`: for messages. Errors
// (.xls, a password, damage, too large) are Errc::config and say what to save instead.
Result<Workbook> read_workbook(std::string_view bytes, std::string file);

// Something that read_workbook() reads as a workbook, or refuses as one of the old kind.
bool is_workbook(std::string_view bytes);

// A, B … Z, AA …; index from 0.
std::string column_letters(std::size_t column);

}  // namespace duwang
