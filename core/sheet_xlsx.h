// Workbooks of the kind .xlsx (Office Open XML). Used by sheet.cpp.
#pragma once

#include "core/sheet.h"

namespace duwang {

Result<Workbook> read_xlsx(std::string_view bytes, const std::string& file);

}  // namespace duwang
