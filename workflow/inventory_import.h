// Reads units.csv, sites.csv and columns.csv into an inventory (台账), with an error list by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/unit.h"

namespace duwang::workflow {

// One file: its bytes (CSV in UTF-8, with BOM or without, or GB18030; or an .xlsx workbook with the
// sheet 单位, 站点 or 栏目, or else its first) and the name for messages. Nothing:
// the table is not given, so nothing of its kind is known.
struct TableFile {
    std::string name;
    std::optional<std::string_view> bytes;
};

struct InventoryFiles {
    TableFile units{"units.csv", {}};
    TableFile sites{"sites.csv", {}};
    TableFile columns{"columns.csv", {}};
};

// `inventory` holds the rows without errors; rows that refer to a row left out are left out too,
// with an error of their own. Store it only when there are no errors, or when the operator wants
// the good part (--partial). Each error is Errc::config: "file:line:column: what was found; what to
// write", in a workbook "file:sheet!C12: …". The column is the number of the field. Errors stand in
// file order, files as above.
struct InventoryImport {
    Inventory inventory;
    std::vector<Error> errors;
};

InventoryImport import_inventory(const InventoryFiles& files);

}  // namespace duwang::workflow
