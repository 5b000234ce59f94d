// What a cell of a list comes to by the form of its column.
#pragma once

#include <string>
#include <string_view>

#include "crawler/document/tabular_rules.h"

namespace duwang::crawler {

// "yes", "no", "20 工作日", "政府网站、政务公开栏"; empty: nothing can be told.
std::string cell_says(std::string_view text, CellForm form, const TabularFormat& format);

}  // namespace duwang::crawler
