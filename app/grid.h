// A table on a terminal.
#pragma once

#include <string>
#include <vector>

namespace duwang::app {

using GridRows = std::vector<std::vector<std::string>>;

// Columns as wide as their widest cell; nothing that a cell says moves the cursor.
std::string grid(GridRows rows);

}  // namespace duwang::app
