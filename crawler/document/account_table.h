// 预决算表: tables of a budget or of final accounts, found by their titles or cells, read as rows
// of amounts.
#pragma once

#include <string>
#include <vector>

#include "core/flow.h"
#include "core/typed_table.h"
#include "crawler/document/tabular_rules.h"

namespace duwang::crawler {

struct AccountsRead {
    std::vector<TypedTable> tables;  // in the order of the format
    std::vector<std::string> notes;  // table_missing:KEY, empty_without_statement:KEY, no_unit:KEY
};

// Tables with two halves side by side (收入 | 支出) give the rows of the left half, then of the
// right one. Where the rows of the format stand in the head (“三公”经费表), columns are read as
// rows. Amounts are told in the unit that the table says. A table is empty when no number stands in
// it.
AccountsRead read_account_tables(const Flow& flow, const TabularFormat& format);

}  // namespace duwang::crawler
