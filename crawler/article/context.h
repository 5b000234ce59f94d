// What the readers of an article's parts share.
#pragma once

#include <string>
#include <vector>

#include "core/fact.h"
#include "crawler/article/labels.h"
#include "crawler/article/main_text.h"
#include "crawler/article/text.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {

constexpr std::size_t no_line = static_cast<std::size_t>(-1);

struct ArticleContext {
    std::string_view source;  // the decoded text of the page
    const PageContext& page_context;
    const ArticleWords& words;
    const PageFacts& facts;  // what was read before: metas, title, late content, entries
    TargetCache& targets;
    const PageText& page;
    const std::vector<FoundLabel>& labels;
    MainArea main;
    std::size_t title_line = no_line;
    bool by_reference = false;  // another reference date could have led to other facts

    std::string url_of(std::string_view reference) {
        return std::string(targets.find(reference).url);
    }
};

}  // namespace duwang::crawler
