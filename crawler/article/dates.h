// The dates of an article, each with what it is said to be, and the one to judge by (D04, D05, D07,
// D08, D09, D12).
#pragma once

#include "crawler/article/context.h"
#include "crawler/article/metadata.h"

namespace duwang::crawler {

// Sets dates, published and its source, 来源, 落款 and the notes about dates. Elements must have
// been read. The date of the page's own address is told, but alone proves little.
void read_dates(ArticleContext& context, const std::vector<MetaValue>& metas, ArticleFacts& facts);

}  // namespace duwang::crawler
