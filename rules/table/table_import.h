// An indicator table (指标表) as an office types it becomes a scheme: nothing is guessed silently,
// whatever was read out of merged cells, 同上 or free text is told for confirmation.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/sheet.h"
#include "core/table_words.h"
#include "core/unit.h"
#include "rules/sheet/scheme_tree.h"
#include "rules/table/layout.h"

namespace duwang::rules {

struct TableOrder {
    std::string id;     // of the scheme
    std::string title;  // empty: the caption of the table
    std::string sheet;  // empty: the only one that has a table
    const TableWords& words;
    std::span<const CheckWords> checks = {};
    std::span<const Unit> units = {};  // of the inventory (台账)
};

struct TableImport {
    SchemeTree tree;
    std::vector<Error> errors;     // Errc::config, each with its cell
    std::vector<TableNote> notes;  // for confirmation
};

TableImport import_table(const Workbook& book, const TableOrder& order);

}  // namespace duwang::rules
