// The stored form of a page's marks. Pages of one template carry the same marks in other places:
// what they say is stored once for all of them, where they stand for each page.
#pragma once

#include <string>
#include <string_view>

#include "core/fact.h"

namespace duwang::storage {

std::string marks_text(const PageFacts& facts);    // JSON: marks and late contents
std::string marks_places(const PageFacts& facts);  // offsets in the same order, pack_numbers()
void read_marks(const std::string& text, std::string_view places, PageFacts& facts);

}  // namespace duwang::storage
