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

}  // namespace duwang::storage
