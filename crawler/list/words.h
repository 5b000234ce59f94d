// The words of ListRules, ready to be looked for. Made once for each reader.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/text/word_finder.h"
#include "crawler/list/rules.h"

namespace duwang::crawler {

// What variables of a script say of a list; 0: nothing.
struct ScriptNumbers {
    std::int64_t pages = 0, records = 0, page_size = 0, static_pages = 0;
};

struct ListWords {
    explicit ListWords(ListRules given);

    ListRules rules;
    WordFinder pager_calls;
    WordFinder empty_phrases;
    // One pass over a script without comments.
    ScriptNumbers numbers_of(std::string_view script) const;

  private:
    WordFinder variables_;
};

}  // namespace duwang::crawler
