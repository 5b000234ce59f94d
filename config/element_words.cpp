#include "config/element_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "config/word_lists.h"

namespace duwang::config {
namespace {

using crawler::ArticleRules;
using crawler::LabelSet;

constexpr int days_max = 36500;

constexpr std::array<WordList<ArticleRules>, 14> article_lists{{
    {"source", &ArticleRules::source},
    {"crumb", &ArticleRules::crumb},
    {"crumb_names", &ArticleRules::crumb_names},
    {"content_names", &ArticleRules::content_names},
    {"title_names", &ArticleRules::title_names},
    {"related_names", &ArticleRules::related_names},
    {"interpretations", &ArticleRules::interpretations},
    {"documents", &ArticleRules::documents},
    {"related", &ArticleRules::related},
    {"beside_heads", &ArticleRules::beside_heads},
    {"extensions", &ArticleRules::extensions},
    {"icon_paths", &ArticleRules::icon_paths},
    {"download_words", &ArticleRules::download_words},
    {"organ_ends", &ArticleRules::organ_ends},
}};

// Only known facts: their keys are a part of the program.
void read_labels(WordReader& reader, const Yaml& node, std::string_view what,
                 std::vector<LabelSet>& sets) {
    if (!node) return;
    std::vector<std::string_view> keys;
    for (const LabelSet& set : sets) keys.push_back(set.key);
    if (!reader.map(node, what, keys)) return;
    for (LabelSet& set : sets)
        if (const Yaml labels = node[set.key]) set.labels = reader.words(labels, set.key);
}

void read_days(WordReader& reader, const Yaml& document, int& days) {
    const Yaml node = document["backdated_days"];
    if (!node) return;
    const std::string text = node.is_scalar() ? node.text() : std::string();
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > days_max)
        return reader.fail(
            node, fmt::format("backdated_days is no number of days; write 0 to {}", days_max));
    days = number;
}

ArticleRulesLoad rules_of(const Result<Yaml>& document) {
    ArticleRulesLoad load;
    read_word_lists<ArticleRules>(document, "the words of articles", article_lists, load.rules,
                                  load.errors, {"elements", "dates", "backdated_days"});
    if (!document || !*document || !document->is_map()) return load;
    WordReader reader(load.errors);
    read_labels(reader, (*document)["elements"], "the labels of elements", load.rules.elements);
    read_labels(reader, (*document)["dates"], "the labels of dates", load.rules.dates);
    read_days(reader, *document, load.rules.backdated_days);
    return load;
}

}  // namespace

ArticleRulesLoad load_article_rules(const std::string& path) { return rules_of(Yaml::load(path)); }

ArticleRulesLoad parse_article_rules(std::string_view yaml, const std::string& name) {
    return rules_of(Yaml::parse(yaml, name));
}

}  // namespace duwang::config
