// A page's own 文号 and those it cites (M16, M17).
#pragma once

#include "core/article.h"
#include "crawler/article/context.h"

namespace duwang::crawler {

// The own number stands in an element, alone on a line under the title, or in the title; what the
// main text says is cited. Title and elements were read before.
void read_numbers(ArticleContext& context, ArticleFacts& article);

}  // namespace duwang::crawler
