// 清单, 标准目录: tables with as many rows as there are things, read by the heads of their columns.
#pragma once

#include <cstddef>

#include "core/flow.h"
#include "core/typed_table.h"
#include "crawler/document/tabular_rules.h"

namespace duwang::crawler {

// How many columns of the format the best table of the flow heads.
std::size_t headed_columns(const Flow& flow, const TabularTable& table);

// All tables of the flow with enough of the heads, as one; a table without heads goes on the one
// before it when it is as wide. No columns: there is none. Notes: column_missing:KEY,
// blank_cells:KEY:COUNT, limit_unread:COUNT, cut. At most 20,000 rows and 8 MB of text.
TypedTable read_list_table(const Flow& flow, const TabularFormat& format);

}  // namespace duwang::crawler
