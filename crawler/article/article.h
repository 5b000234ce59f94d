// 稿件: what a page says as an article or document. Reads the page's one DOM; quirks D, M, A.
#pragma once

#include <string_view>

#include "core/article.h"
#include "core/html/document.h"
#include "crawler/article/words.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {

// Sets facts.article from the tree of the page, and dates_by where the day of judgement mattered.
// Everything else in `facts` must have been read before, the entries of its lists too. Time is
// linear in the size of the page. Its main text (正文); nothing where there is none to be told.
html::Node read_article(const html::Document& document, std::string_view text, const PageContext& context,
                  const ArticleWords& words, TargetCache& targets, PageFacts& facts);

}  // namespace duwang::crawler
