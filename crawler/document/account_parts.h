// 跨页断表 of accounts: each part stands under the title of the table once more ("续表"), which
// keeps join_broken_tables from joining them.
#pragma once

#include <optional>

#include "core/flow.h"

namespace duwang::crawler {

// Both parts as one table, where the second one goes on with the first: as wide, with the same
// head, and no row of the one stands in the other. A table that is printed twice, or that of
// another unit, has rows of the same labels.
std::optional<Table> joined_accounts(const Table& first, const Table& next);

}  // namespace duwang::crawler
