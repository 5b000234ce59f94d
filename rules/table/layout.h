// Where the tables are in a workbook that somebody typed: heads, columns, captions, ends.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sheet.h"
#include "core/table_words.h"

namespace duwang::rules {

// What the import tells for confirmation, besides errors.
enum class NoteKind {
    layout,      // which sheet, which columns are not read
    resolved,    // 同上, merged cells, values carried down
    object,      // a name that no unit, kind or group has
    not_here,    // 本市不涉及
    only_some,   // 此项只评价……
    date,        // a time limit read as a date
    proposal,    // a deduction rule proposed from free text
    suggestion,  // a check that may fit
};

struct TableNote {
    NoteKind kind = NoteKind::layout;
    std::string place;
    std::string text;  // Chinese, for the office
};

struct TableFound {
    const Sheet* sheet = nullptr;
    std::size_t head = 0, end = 0;  // row of the head; one behind the last row
    std::map<std::string, std::vector<std::size_t>, std::less<>> columns;  // by TableWords::columns
    std::string caption;
    bool bonus = false;  // 加分项
};

// The tables of one sheet. The first head stands in the first 20 rows; a head that is repeated (a
// new page) does not begin a table. A column twice is an error where its cells cannot be joined.
std::vector<TableFound> find_tables(const Sheet& sheet, const TableWords& words,
                                    std::vector<TableNote>& notes, std::vector<Error>& errors);

// Has the row one text only, over one or more cells?
std::string lone_text(const SheetRow& row);

}  // namespace duwang::rules
