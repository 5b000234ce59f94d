// Workbooks (.xlsx) for people; the library behind it is included in xlsx.cpp only.
#pragma once

#include <string>

#include "core/book.h"
#include "core/result.h"

namespace duwang::reports {

// Writes the file. Every cell is a text, also one that begins with = + - @, so no spreadsheet
// computes it. The same book makes the same bytes. A text longer than a cell can hold (32,767
// characters) and a file that cannot be written are Errc::io; the file is then incomplete.
Result<void> write_xlsx(const Book& book, const std::string& path);

}  // namespace duwang::reports
