// What people type into cells, as programs write it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang::workflow {

// Without the apostrophe that keeps a spreadsheet from computing what begins with = + - or @.
std::string typed_text(std::string_view cell);
// "８７．５ 分" is "87.5".
std::string typed_number(std::string_view cell);
// "2022/8/31", "2022年8月31日" and "2022-8-31 9:05" as ISO dates or moments; anything else as it
// is.
std::string typed_day(std::string_view cell);
// Names separated by ';', '；' or line breaks.
std::vector<std::string> typed_list(std::string_view cell);

}  // namespace duwang::workflow
