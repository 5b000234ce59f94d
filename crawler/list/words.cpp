#include "crawler/list/words.h"

#include "crawler/platform/script_values.h"

namespace duwang::crawler {
namespace {

std::vector<std::string> variables_of(const ListRules& rules) {
    std::vector<std::string> all;
    for (const auto* names : {&rules.page_variables, &rules.record_variables, &rules.size_variables,
                              &rules.static_variables})
        all.insert(all.end(), names->begin(), names->end());
    return all;
}

}  // namespace

ListWords::ListWords(ListRules given)
    : rules(std::move(given)),
      pager_calls(rules.pager_calls, LetterCase::any),
      empty_phrases(rules.empty_phrases),
      variables_(variables_of(rules), LetterCase::any) {}

ScriptNumbers ListWords::numbers_of(std::string_view script) const {
    ScriptNumbers numbers;
    std::vector<WordFinder::Hit> hits;
    variables_.find_all(script, hits);
    for (const WordFinder::Hit& hit : hits) {
        const std::size_t size = variables_.word(hit.word).size();
        if (!is_whole_name(script, hit.at, size)) continue;
        const auto value = value_behind(script, hit.at + size);
        const auto number = value ? ScriptArgument{*value, false}.number() : std::nullopt;
        if (!number || *number <= 0) continue;
        std::size_t word = hit.word;
        for (auto [names, told] : {std::pair{&rules.page_variables, &numbers.pages},
                                   std::pair{&rules.record_variables, &numbers.records},
                                   std::pair{&rules.size_variables, &numbers.page_size},
                                   std::pair{&rules.static_variables, &numbers.static_pages}}) {
            if (word < names->size()) {
                if (*told == 0) *told = *number;
                break;
            }
            word -= names->size();
        }
    }
    return numbers;
}

}  // namespace duwang::crawler
