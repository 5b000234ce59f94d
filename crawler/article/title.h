// The title of an article: ArticleTitle, else the heading of the main area, else <title> without
// the site's name (M07, M08).
#pragma once

#include "crawler/article/context.h"
#include "crawler/article/metadata.h"

namespace duwang::crawler {

// Sets title, its source and place, and the context's line of the title.
void read_title(ArticleContext& context, const std::vector<MetaValue>& metas, ArticleFacts& facts);

}  // namespace duwang::crawler
