// All facts of a judged page, as they are stored: JSON, compressed like a record.
#pragma once

#include <string>
#include <string_view>

#include "core/fact.h"

namespace duwang::storage {

// Empty where no details were recorded.
std::string pack_detail(const PageFacts& facts);
// As stored now, or as JSON by earlier versions. Damaged: empty.
std::string unpack_detail(std::string stored);

// What kind of file or document a page is, beside its other facts: `file`, `file_state`,
// `file_cause`, `document`; null where it is none.
void tell_document(const Json& detail, Json& line);

}  // namespace duwang::storage
