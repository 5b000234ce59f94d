#include "crawler/article/words.h"

#include <algorithm>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

using Words = std::vector<std::string>;

Words joined(std::initializer_list<const Words*> lists) {
    Words all;
    for (const Words* words : lists) all.insert(all.end(), words->begin(), words->end());
    return all;
}

Words match_forms(const Words& words) {
    Words forms;
    for (const std::string& word : words) forms.push_back(match_form(word));
    return forms;
}

}  // namespace

LabelMeaning& LabelTable::add(std::string_view label) {
    const std::string plain = match_form(label);
    LabelMeaning meaning;
    for (std::size_t at = 0; at < plain.size();) meaning.reversed += next_code_point(plain, at);
    std::ranges::reverse(meaning.reversed);
    std::uint64_t hash = seed;
    for (char32_t c : meaning.reversed) hash = next(hash, c);
    if (!meaning.reversed.empty()) last_[meaning.reversed[0] % last_.size()] = true;
    return all_.try_emplace(hash, std::move(meaning)).first->second;
}

const LabelMeaning* LabelTable::find(std::uint64_t hash, std::u32string_view reversed) const {
    const auto found = all_.find(hash);
    return found != all_.end() && found->second.reversed == reversed ? &found->second : nullptr;
}

ArticleWords::ArticleWords(ArticleRules article_rules)
    : rules(std::move(article_rules)),
      names(joined({&rules.crumb_names, &rules.content_names, &rules.title_names,
                    &rules.related_names}),
            LetterCase::any),
      content_from(rules.crumb_names.size()),
      title_from(content_from + rules.content_names.size()),
      related_from(title_from + rules.title_names.size()),
      interpretations(match_forms(rules.interpretations)),
      documents(match_forms(rules.documents)),
      related(match_forms(rules.related)),
      icons(rules.icon_paths, LetterCase::any) {
    for (const LabelSet& set : rules.elements)
        for (const std::string& label : set.labels) labels.add(label).element = set.key;
    for (const LabelSet& set : rules.dates)
        for (const std::string& label : set.labels) labels.add(label).date = set.key;
    for (const std::string& label : rules.source) labels.add(label).source = true;
    for (const std::string& label : rules.crumb) labels.add(label).crumb = true;
    related_begins = U"【[";
    for (const Words* words : {&interpretations, &documents, &related})
        for (const std::string& word : *words) {
            std::size_t at = 0;
            if (!word.empty()) related_begins += next_code_point(word, at);
        }
}

bool ArticleWords::may_head_related(std::string_view line) const {
    for (std::size_t at = 0; at < line.size();) {
        const char32_t c = folded(next_code_point(line, at));
        if (c != U' ') return related_begins.find(c) != related_begins.npos;
    }
    return false;
}

NameHint ArticleWords::hint_of(std::string_view name) const {
    if (!names.in(name)) return NameHint::none;
    std::vector<WordFinder::Hit> hits;
    names.find_all(name, hits);
    // "content_title" is a title: what says more comes later in the set.
    std::size_t last = 0;
    for (const WordFinder::Hit& hit : hits) last = std::max(last, hit.word);
    return last >= related_from   ? NameHint::related
           : last >= title_from   ? NameHint::title
           : last >= content_from ? NameHint::content
                                  : NameHint::crumb;
}

}  // namespace duwang::crawler
