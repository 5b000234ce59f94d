// Tables whose rows and columns are known (表样), found in a flow and read as typed numbers.
#pragma once

#include <vector>

#include "core/flow.h"
#include "core/typed_table.h"
#include "crawler/document/rules.h"

namespace duwang::crawler {

// Every table of the flow belongs to the format that most of its labels come from, or to none.
// Several tables of one format are its parts (a page break, a table for each part). A format that
// nothing belongs to gives no table. Tables of one kind each, in the order of `formats`.
std::vector<TypedTable> read_formats(const Flow& flow, const std::vector<TableFormat>& formats);

// How many tables of the flow hold one of these labels in a cell.
std::size_t tables_with(const Flow& flow, const std::vector<std::string>& labels);

}  // namespace duwang::crawler
