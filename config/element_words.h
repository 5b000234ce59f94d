// vocabulary/elements.yaml: words by which articles (稿件) and document elements (公文要素) are
// read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "crawler/article/rules.h"

namespace duwang::config {

struct ArticleRulesLoad {
    crawler::ArticleRules rules;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

// What is given replaces what is built in; labels of an element or date that is not named stay.
ArticleRulesLoad load_article_rules(const std::string& path);
ArticleRulesLoad parse_article_rules(std::string_view yaml, const std::string& name);

}  // namespace duwang::config
