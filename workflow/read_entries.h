// Filled tables of marks, ratings, scores, decisions and calls (录入表): CSV (UTF-8 or GB18030) or
// sheets of .xlsx workbooks.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/assessment_entry.h"
#include "core/result.h"
#include "workflow/entry_table.h"

namespace duwang::workflow {

// A row that people filled in. Units and raters are as they were typed: ids, names or aliases.
struct FilledRow {
    EntryTable table = EntryTable::marks;
    // Everything but the attachments. Of a call: object is the number, value the result, at the day
    // or moment of the call; its kind means nothing.
    AssessmentEntry entry;
    std::vector<std::string> files;                            // 附件, as typed: names of files
    std::string finding;                                       // 问题类型, of a call
    std::vector<std::pair<std::string, std::string>> details;  // of a call: address, capture

    // Of the cells, for messages: "录分.xlsx:录分!G12".
    std::string unit_place, rater_place, value_place, files_place;
};

struct FilledTable {
    std::vector<FilledRow> rows;
    std::size_t blank = 0;      // rows of a template that nobody filled in
    std::vector<Error> errors;  // each begins with its place
};

// What the rows of a table are; of calls it means nothing.
AssessmentEntryKind kind_of_table(EntryTable table);

// `sheet`: of a workbook; without one of that name its first. Everything but what units and items
// there are is checked.
FilledTable read_entry_table(std::string_view bytes, const std::string& name, EntryTable table,
                             std::string_view sheet);

// Which tables a file holds: sheets by their names ("录分", "录分2" …), else the only table by its
// header.
struct FoundTable {
    EntryTable table;
    std::string sheet;
};
Result<std::vector<FoundTable>> find_entry_tables(std::string_view bytes, const std::string& name);

}  // namespace duwang::workflow
