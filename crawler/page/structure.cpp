#include "crawler/page/structure.h"

#include "core/html/document.h"
#include "crawler/page/article.h"
#include "crawler/page/list_items.h"

namespace duwang::crawler {

void read_structure(std::string_view text, const PageContext& context, const ArticleWords& words,
                    TargetCache& targets, PageFacts& facts) {
    const html::Document document(text);
    if (!document.limit_hit().empty()) facts.warnings.push_back(document.limit_hit());
    if (!document.root()) return;
    facts.structured = true;
    read_lists(document, context, targets, facts);
    // What was left out may have been the list: none found says nothing then.
    if (facts.items.empty() && !document.limit_hit().empty()) facts.structured = false;
    read_article(document, text, context, words, targets, facts);
}

}  // namespace duwang::crawler
