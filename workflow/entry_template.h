// Templates of the tables in which people enter things (录入表模板), as sheets of a workbook.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/book.h"
#include "workflow/entry_table.h"

namespace duwang::workflow {

// What a row is prefilled with, by column id.
using PrefilledRow = std::map<std::string_view, std::string>;

// The header in Chinese, then the rows.
BookSheet template_sheet(EntryTable table, std::span<const PrefilledRow> rows);
// 填写说明: what to fill in, column by column. `name`: of the round or plan, for the heading.
BookSheet instructions_sheet(EntryTable table, const std::string& name);

}  // namespace duwang::workflow
