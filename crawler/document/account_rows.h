// One table of accounts as rows of amounts.
#pragma once

#include "core/flow.h"
#include "core/typed_table.h"
#include "crawler/document/tabular_rules.h"

namespace duwang::crawler {

// `unit`: of its amounts, as the document says. Columns are those that the table has, without a key
// where the format does not know them. Notes: row_missing:KEY, row_twice:KEY, column_by_order:KEY,
// cut.
TypedTable read_account_rows(const Table& table, const TabularTable& format,
                             const TabularFormat& kind, const std::string& unit);

}  // namespace duwang::crawler
