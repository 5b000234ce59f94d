// 雷同比对: a text as the smallest hashes of its runs of characters (bottom-k min-hash), so that
// two texts can be compared without keeping them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "crawler/document/rules.h"

namespace duwang::crawler {

// Without digits, blanks and punctuation: a text with other numbers in it is the same text. Empty
// when it is shorter than a run. Sorted.
std::vector<std::uint64_t> sketch_of(std::string_view text, const SketchRules& rules);

}  // namespace duwang::crawler
