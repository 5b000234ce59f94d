// 表头: which rows of a table head its columns, and which columns label its rows – of any table,
// known or not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/flow.h"

namespace duwang::crawler {

struct TableHead {
    std::uint32_t rows = 0;           // rows of the head; 0: none can be told
    std::uint32_t label_columns = 0;  // columns at the left that hold no numbers
    std::vector<std::string> labels;  // of each column: heads above each other joined by " / "
};

// The rows that the document itself calls heads (<th>), else those before the first row with
// numbers, merged heads followed down to the last row that they reach.
TableHead read_head(const Table& table);

// The heads of a column above a row, from `from` on; one that spans several rows stands once.
std::vector<std::string> head_parts(const Table& table, std::uint32_t column, std::uint32_t from,
                                    std::uint32_t until);
std::string joined_parts(const std::vector<std::string>& parts);

}  // namespace duwang::crawler
