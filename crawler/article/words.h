// The words of ArticleRules made ready for searching. Built once, used for every page.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/word_finder.h"
#include "crawler/article/rules.h"

namespace duwang::crawler {

// What a label says about the text behind it.
struct LabelMeaning {
    std::u32string reversed;  // the label's characters from the last to the first
    std::string element;      // key of a document element; empty: none
    std::string date;         // kind of a date; empty: none
    bool source = false, crumb = false;
};

// Reversed labels by hash: a text is compared from a colon backwards, the longest label wins.
class LabelTable {
  public:
    static constexpr std::size_t chars_max = 12;
    static constexpr std::uint64_t seed = 0xcbf29ce484222325u;
    static constexpr std::uint64_t next(std::uint64_t hash, char32_t c) {
        return (hash ^ c) * 0x100000001b3u;
    }
    LabelMeaning& add(std::string_view label);
    const LabelMeaning* find(std::uint64_t hash, std::u32string_view reversed) const;
    bool may_end_with(char32_t c) const { return last_[c % last_.size()]; }

  private:
    std::unordered_map<std::uint64_t, LabelMeaning> all_;
    std::array<bool, 1024> last_{};
};

// What the name (class, id) of a container says.
enum class NameHint : std::uint8_t { none, crumb, content, title, related };

struct ArticleWords {
    explicit ArticleWords(ArticleRules article_rules);

    NameHint hint_of(std::string_view name) const;  // of a class or id
    // May a heading above related links begin so? By its first character.
    bool may_head_related(std::string_view line) const;

    ArticleRules rules;
    LabelTable labels;
    WordFinder names;  // of containers: crumb, content, title, related, in this order
    std::size_t content_from = 0, title_from = 0, related_from = 0;  // in `names`
    std::vector<std::string> interpretations, documents, related;    // match forms
    std::u32string related_begins;                                   // first characters of them
    WordFinder icons;
};

}  // namespace duwang::crawler
