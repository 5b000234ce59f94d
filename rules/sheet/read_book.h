// Reads a scheme back from the workbook that export.h makes of it, edited or not.
#pragma once

#include "core/sheet.h"
#include "rules/sheet/scheme_tree.h"

namespace duwang::rules {

// Has it a sheet 说明 with 键 and 值? Otherwise it is a table somebody typed.
bool is_scheme_book(const Workbook& book);

// Every value knows its cell, so that all errors, also later ones, name it.
SchemeTreeLoad read_scheme_book(const Workbook& book);

}  // namespace duwang::rules
