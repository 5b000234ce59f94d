// 发文字号: "某政发〔2026〕7号" in every spelling (M15).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/article.h"

namespace duwang::crawler {

struct FoundNumber {
    DocumentNumber number;         // without source and offset
    std::size_t from = 0, to = 0;  // in the text
};

// In reading order. In running text "号" must be there; `alone`: the text is said to be a number,
// and it may be missing.
std::vector<FoundNumber> find_numbers(std::string_view text, bool alone);

}  // namespace duwang::crawler
