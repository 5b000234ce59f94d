// Which rows head a table whose columns are known by name, wherever they stand in it.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "core/flow.h"

namespace duwang::crawler {

struct HeadRows {
    std::uint32_t from = 0, until = 0;
    bool found() const { return until > from; }
};

using NamesColumn = std::function<bool(std::string_view)>;

// Within the first rows: those with two cells or more that name columns, what their merged cells
// reach, and what groups them from above.
HeadRows find_head_rows(const Table& table, const NamesColumn& names);

// Is it a head that stands once more (重复表头)? Half of its cells, three or more, name columns.
bool repeats_head(const Table& table, std::uint32_t row, const NamesColumn& names);

// The cells over a row, left to right, each once.
std::vector<const TableCell*> cells_of_row(const Table& table, std::uint32_t row);

}  // namespace duwang::crawler
