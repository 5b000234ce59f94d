// What is read from the tree of a judged page: one tree for all of it.
#pragma once

#include <string_view>

#include "core/fact.h"
#include "core/html/document.h"
#include "crawler/article/words.h"
#include "crawler/list/words.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {

// Made once for each reader.
struct StructureWords {
    const ListWords& lists;
    const ArticleWords& articles;
    const DocumentRules& documents;
};

// Builds a DOM of the decoded text and fills items, `reading`, article and `structured`. A page
// beyond the limits of the DOM is flattened, one that is too large keeps no items; its warnings say
// so. `targets` has the base that the page says.
void read_structure(std::string_view text, const PageContext& context, const StructureWords& words,
                    TargetCache& targets, PageFacts& facts);

// The same of a tree that is there already; `structured` and warnings are left alone.
void read_tree(const html::Document& document, std::string_view text, const PageContext& context,
               const StructureWords& words, TargetCache& targets, PageFacts& facts);

// Is it what an interface answers, JSON or XML, and no page?
bool is_list_answer(std::string_view text);
// The same facts of such an answer.
void read_answer(std::string_view text, const PageContext& context, const ListWords& words,
                 TargetCache& targets, PageFacts& facts);

}  // namespace duwang::crawler
