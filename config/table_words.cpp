#include "config/table_words.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "config/word_lists.h"
#include "core/text/normalise.h"

namespace duwang::config {
namespace {

constexpr std::array<WordList<TableWords>, 11> lists{{
    {"same_as_above", &TableWords::same_as_above},
    {"total", &TableWords::total},
    {"subtotal", &TableWords::subtotal},
    {"nothing", &TableWords::nothing},
    {"bonus", &TableWords::bonus},
    {"not_here", &TableWords::not_here},
    {"only_some", &TableWords::only_some},
    {"lead", &TableWords::lead},
    {"responsible", &TableWords::responsible},
    {"and_words", &TableWords::and_words},
    {"and_others", &TableWords::and_others},
}};
constexpr std::array<std::string_view, 14> column_keys{
    "number", "level1",      "level2", "title",   "points", "content", "objects",
    "lead",   "responsible", "due",    "channel", "deduct", "basis",   "note"};
constexpr std::array<std::string_view, 4> check_keys{"code", "check", "title", "words"};

// One word must not name two columns or groups.
void read_groups(WordReader& reader, const Yaml& node, std::string_view what,
                 WordReader::Keys known, std::map<std::string, std::vector<std::string>>& groups) {
    if (!node || !reader.map(node, what, known)) return;
    std::set<std::string> seen;
    for (const auto& [key, value] : node.members()) {
        std::vector<std::string> words = reader.words(value, key.text());
        for (const std::string& word : words)
            if (!seen.insert(match_form(word)).second)
                reader.fail(value, fmt::format("\"{}\" stands under another key of {} already; "
                                               "keep it in one",
                                               word, what));
        groups[key.text()] = std::move(words);
    }
}

TableWordsLoad read_table_words(const Result<Yaml>& document) {
    TableWordsLoad load;
    read_word_lists<TableWords>(document, "the table's words", lists, load.words, load.errors,
                                {"columns", "groups"});
    if (!document || !document->is_map()) return load;
    WordReader reader(load.errors);
    read_groups(reader, (*document)["columns"], "columns", column_keys, load.words.columns);
    read_groups(reader, (*document)["groups"], "groups", {}, load.words.groups);
    return load;
}

CheckWordsLoad read_check_words(const Result<Yaml>& document) {
    CheckWordsLoad load;
    if (!document) {
        load.errors.push_back(document.error());
        return load;
    }
    WordReader reader(load.errors);
    static constexpr std::array<std::string_view, 1> keys{"checks"};
    if (!*document || !reader.map(*document, "the words of checks", keys)) return load;
    for (const Yaml& node : (*document)["checks"].items()) {
        CheckWords one;
        if (!reader.map(node, "a check", check_keys)) continue;
        one.code = reader.word(node, "code", "a check");
        one.title = reader.word(node, "title", "a check");
        if (node["check"]) one.check = reader.word(node, "check", "a check");
        one.words = reader.words(node["words"] ? node["words"] : node, "words");
        load.checks.push_back(std::move(one));
    }
    return load;
}

}  // namespace

TableWordsLoad load_table_words(const std::string& path) {
    return read_table_words(Yaml::load(path));
}
TableWordsLoad parse_table_words(std::string_view yaml, const std::string& name) {
    return read_table_words(Yaml::parse(yaml, name));
}
CheckWordsLoad load_check_words(const std::string& path) {
    return read_check_words(Yaml::load(path));
}
CheckWordsLoad parse_check_words(std::string_view yaml, const std::string& name) {
    return read_check_words(Yaml::parse(yaml, name));
}

}  // namespace duwang::config
