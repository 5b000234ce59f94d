// 落款: the organ and the day at the end of a document.
#pragma once

#include <optional>

#include "crawler/article/context.h"

namespace duwang::crawler {

// A date alone in one of the last lines, with the organ's name above it or before it. Adds a date
// "signed" and sets the signature.
void read_signature(ArticleContext& context, ArticleFacts& facts);

}  // namespace duwang::crawler
