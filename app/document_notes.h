// What was noticed while a document was read, in words for people.
#pragma once

#include <string>
#include <string_view>

namespace duwang::app {

// "table_missing:summary" → "没有找到表格（summary）"; a note without words stays as it is. The
// notes stand in docs/documents.md.
std::string note_words(std::string_view note);

}  // namespace duwang::app
