// 录入表: the tables in which people enter marks, ratings, scores and decisions. Templates are
// written and filled tables are read by the same columns.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/table_reader.h"

namespace duwang::workflow {

enum class EntryTable {
    marks,           // 录分
    ratings,         // 互评
    imports,         // 外部成绩
    exemptions,      // 不适用
    daily,           // 日常加减分
    rectifications,  // 整改
    calls,           // 电话
};
inline constexpr std::array entry_tables{
    EntryTable::marks, EntryTable::ratings,        EntryTable::imports, EntryTable::exemptions,
    EntryTable::daily, EntryTable::rectifications, EntryTable::calls};

// A column of a template: how wide it is, and whether people fill it in.
struct FormColumn {
    ColumnName name;
    int width;  // in characters
    bool fill;
};

struct EntryForm {
    EntryTable table;
    std::string_view word;   // "marks", as in `duwang template marks`
    std::string_view sheet;  // "录分", of a workbook
    // The column that says what is entered: a row where it is empty was left blank. No two tables
    // have the same, so a header tells which table it is.
    std::string_view value;
    std::span<const FormColumn> columns;
    std::string_view how;  // what to fill in, for people

    std::vector<ColumnName> names() const;
};

const EntryForm& form_of(EntryTable table);
std::optional<EntryTable> entry_table_of(std::string_view word_or_sheet);

// A long table goes on over sheets of its own: "录分", "录分2" … "录分99".
std::string sheet_name(EntryTable table, std::size_t number);  // from 1
std::optional<EntryTable> entry_table_of_sheet(std::string_view name);

}  // namespace duwang::workflow
