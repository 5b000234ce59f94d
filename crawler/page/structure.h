// What is read from the tree of a judged page: one tree for all of it.
#pragma once

#include <string_view>

#include "core/fact.h"
#include "crawler/page/article_words.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {

// Builds a DOM of the decoded text and fills items, article and `structured`. A page beyond the limits of
// the DOM is flattened, one that is too large keeps no items; its warnings say so. `targets`
// has the base that the page says.
void read_structure(std::string_view text, const PageContext& context, const ArticleWords& words,
                    TargetCache& targets, PageFacts& facts);

}  // namespace duwang::crawler
