// Tables of cases: tab-separated lines; '#' begins a comment line, "-" is an empty cell, and \t \n
// \r \\ \uXXXX stand for what cannot be seen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang::test {

struct TableRow {
    std::string place;  // "scheme.tsv:12"
    std::vector<std::string> cells;
};

// All rows of all *.tsv files of a folder of tests/golden, by name of file.
std::vector<TableRow> read_tables(const std::string& folder, std::size_t columns);

}  // namespace duwang::test
