// CSV as RFC 4180 says, and as offices export it: UTF-8 with or without BOM, or GB18030 (E09).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace duwang {

struct CsvRow {
    int line = 0;  // where the row begins, from 1
    std::vector<std::string> fields;
};

// All rows; empty lines are left out. `name` stands in error messages, with line and what was
// found. Quotes that never end, text behind a closing quote, and NUL bytes are Errc::config.
Result<std::vector<CsvRow>> parse_csv(std::string_view bytes, std::string_view name);

// The same way round, without a byte order mark: CRLF, quotes only where needed.
std::string csv_text(const std::vector<std::vector<std::string>>& rows);

}  // namespace duwang
