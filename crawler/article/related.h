// 解读 ↔ 文件: links of a document to its interpretations, and of an interpretation to its document
// (M20, L03).
#pragma once

#include "crawler/article/context.h"

namespace duwang::crawler {

// Sets related and related_state. An empty container, or scripts that may bring links, make it
// not_visible; absent is said only where nothing could bring them.
void read_related(ArticleContext& context, ArticleFacts& facts);

}  // namespace duwang::crawler
