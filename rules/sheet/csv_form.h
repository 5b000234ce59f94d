// A whole workbook in one CSV file: before each sheet a line with its name, 【指标】.
#pragma once

#include <string>

#include "core/book.h"
#include "core/sheet.h"

namespace duwang::rules {

// UTF-8 with a byte order mark. A text that a spreadsheet would compute (= + - @) gets an
// apostrophe, as people write it there. Merged ranges are the text of their first cell alone.
std::string book_csv(const Book& book);
// The other way round: a CSV that begins with such a line becomes its sheets, each with the places
// of the file; any other workbook stays as it is, but for the apostrophes.
Workbook with_sections(Workbook book);

}  // namespace duwang::rules
