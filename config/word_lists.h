// Lists of words in YAML files, read with care: every mistake is told with its place and what to
// write instead.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/yaml.h"

namespace duwang::config {

class WordReader {
  public:
    // Mistakes go to `errors`; each begins with "file:line:column".
    explicit WordReader(std::vector<Error>& errors) : errors_(errors) {}

    using Keys = std::span<const std::string_view>;
    // A map with no keys but these, none twice. Without keys every one is good.
    bool map(const Yaml& node, std::string_view what, Keys known);
    std::string word(const Yaml& map, std::string_view key, std::string_view what);
    std::vector<std::string> words(const Yaml& node, std::string_view what);
    void fail(const Yaml& where, std::string_view what) { errors_.push_back(where.error(what)); }

  private:
    bool good(const Yaml& node);
    std::vector<Error>& errors_;
};

// A list of words that a file may replace.
template <class Rules>
struct WordList {
    std::string_view key;
    std::vector<std::string> Rules::*list;
};

// Every list that stands in the document replaces the one in `rules`. `more`: further keys that
// are good, and not read here.
template <class Rules>
void read_word_lists(const Result<Yaml>& document, std::string_view what,
                     std::span<const WordList<Rules>> lists, Rules& rules,
                     std::vector<Error>& errors, std::vector<std::string_view> more = {}) {
    if (!document) {
        errors.push_back(document.error());
        return;
    }
    if (!*document) return;
    for (const WordList<Rules>& one : lists) more.push_back(one.key);
    WordReader reader(errors);
    if (!reader.map(*document, what, more)) return;
    for (const WordList<Rules>& one : lists)
        if (const Yaml node = (*document)[one.key]) rules.*one.list = reader.words(node, one.key);
}

}  // namespace duwang::config
