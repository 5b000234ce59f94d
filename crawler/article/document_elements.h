// 公文要素: labels and values in tables, lists, grids and hidden details (M11–M14, M19).
#pragma once

#include "crawler/article/context.h"

namespace duwang::crawler {

// Sets elements and organ. What stands in the running text is none; two labels of a document must
// be there, or there is no element at all.
void read_elements(ArticleContext& context, ArticleFacts& facts);

// "有效", "失效", "废止", "已修改"; empty: not said.
std::string validity_of(std::string_view text);

}  // namespace duwang::crawler
