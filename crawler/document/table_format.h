// A table whose rows and columns are known (表样), and what they are called.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

// A row or column of a known table. Labels are compared as label_form makes them.
struct FormatLine {
    std::string key;
    std::vector<std::string> labels;   // the first is its name; none: the only row, without a label
    std::vector<std::string> under;    // of the heads above it (column) or before it (row)
    std::string unit;                  // of a column's amounts: "万元"; empty: a count
    std::vector<std::string> columns;  // of a row: those that it has; empty: all
    bool counts = true;  // of a column without a unit: whole numbers, none below zero, no percent
};

// The one of a list with this key; null: none.
template <class One>
const One* with_key(const std::vector<One>& list, std::string_view key) {
    const auto at = std::ranges::find(list, key, &One::key);
    return at == list.end() ? nullptr : &*at;
}

struct TableFormat {
    std::string key;    // "t3"
    std::string title;  // for people; its first word alone names it in messages: "表三 …"
    std::vector<FormatLine> rows, columns;

    const FormatLine* row(std::string_view row_key) const { return with_key(rows, row_key); }
    const FormatLine* column(std::string_view column_key) const {
        return with_key(columns, column_key);
    }
    bool has(const FormatLine& line, std::string_view column_key) const {
        return line.columns.empty() ||
               std::ranges::find(line.columns, column_key) != line.columns.end();
    }
};

}  // namespace duwang::crawler
