// The rows of a typed table with everything written out: merged cells, 同上, values carried down.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/table/layout.h"

namespace duwang::rules {

struct TableCell {
    std::string text;
    std::string place;
    bool spread = false;  // from a merged range that begins in a row above
};

struct TableRow {
    std::map<std::string, TableCell, std::less<>> cells;     // by column; empty ones are not there
    std::map<std::string, std::string, std::less<>> places;  // of all columns, also empty ones
    std::string place;                                       // of the row's first column

    std::string text(std::string_view column) const;
    std::string place_of(std::string_view column) const;  // the row's, when there is no such column
    bool spread(std::string_view column) const;
};

// 合计 and 小计: sums that somebody wrote, to be compared.
struct WrittenSum {
    TableCell points;
    bool subtotal = false;
    std::size_t rows = 0;  // how many rows stand before it
};

struct TableRows {
    std::vector<TableRow> rows;
    std::vector<WrittenSum> sums;
};

TableRows read_rows(const TableFound& table, const TableWords& words, std::vector<TableNote>& notes,
                    std::vector<Error>& errors);

}  // namespace duwang::rules
