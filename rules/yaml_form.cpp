#include "rules/yaml_form.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace duwang::rules {
namespace {

constexpr std::size_t word_bytes_max = 64;
constexpr std::size_t points_bytes_max = 12;

// Levenshtein distance; both words are short by the time they come here.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row.back();
}

std::string_view kind_of(const Yaml& node) {
    if (node.is_map()) return "a map";
    if (node.is_list()) return "a list";
    return node.is_scalar() ? "a text" : "nothing";
}

}  // namespace

std::optional<std::string> closest_word(std::string_view word,
                                        std::span<const std::string_view> known) {
    if (word.size() > word_bytes_max) return std::nullopt;
    std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
    std::optional<std::string> found;
    for (std::string_view candidate : known) {
        std::size_t d = distance(word, candidate);
        if (d >= best) continue;
        best = d;
        found = std::string(candidate);
    }
    return found;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
    if (auto near = closest_word(word, known)) return fmt::format("did you mean \"{}\"?", *near);
    if (known.empty()) return "none is known here";
    return fmt::format("known are: {}", fmt::join(known, ", "));
}

YamlForm::YamlForm(Yaml map, std::string what, std::span<const std::string_view> known,
                   std::vector<Error>& errors)
    : map_(std::move(map)), what_(std::move(what)), errors_(errors) {
    if (!map_.is_map()) {
        fail(map_, fmt::format("found {} where {} should stand; write \"key: value\" lines",
                               kind_of(map_), what_));
        return;
    }
    std::set<std::string> seen;
    for (const auto& [key, value] : map_.members()) {
        std::string name = key.text();
        if (std::ranges::find(known, name) == known.end())
            fail(key, fmt::format("unknown key \"{}\" in {}; {}", name.substr(0, word_bytes_max),
                                  what_, suggestion(name, known)));
        else if (!seen.insert(name).second)
            fail(key, fmt::format("key \"{}\" stands twice in {}; keep one", name, what_));
    }
}

void YamlForm::missing(std::string_view key) {
    if (usable()) fail(map_, fmt::format("{} has no \"{}\"; write \"{}: …\"", what_, key, key));
}

std::string YamlForm::optional(std::string_view key) {
    Yaml node = map_[key];
    if (node && !node.is_scalar())
        fail(node, fmt::format("\"{}\" is {}; write a text", key, kind_of(node)));
    return node.text();
}

std::string YamlForm::required(std::string_view key) {
    std::string text = optional(key);
    Yaml node = map_[key];
    if (!node || (node.is_scalar() && text.empty())) missing(key);
    return text;
}

Decimal YamlForm::points(std::string_view key) {
    std::string text = required(key);
    if (text.empty()) return {};
    Yaml node = map_[key];
    Result<Decimal> value = Decimal::parse(text);
    if (!value || text.size() > points_bytes_max)
        fail(node, fmt::format("\"{}: {}\" is not a number of points; write for example \"0.5\"",
                               key, text.substr(0, word_bytes_max)));
    else if (value->is_negative())
        fail(node, fmt::format("\"{}: {}\" is negative; write the points taken as a positive "
                               "number",
                               key, text));
    else
        return *value;
    return {};
}

bool YamlForm::flag(std::string_view key) {
    constexpr std::string_view words[] = {"true", "false"};
    return one_of(key, words, "false") == "true";
}

std::vector<std::string> YamlForm::texts(std::string_view key) {
    Yaml node = map_[key];
    std::vector<std::string> result;
    if (node.is_scalar()) result.push_back(node.text());
    if (node.is_map()) fail(node, fmt::format("\"{}\" is a map; write a list of texts", key));
    for (const Yaml& item : node.items()) {
        if (item.is_scalar() && !item.text().empty())
            result.push_back(item.text());
        else
            fail(item ? item : node,
                 fmt::format("\"{}\" holds {}; write texts", key, kind_of(item)));
    }
    return result;
}

std::string YamlForm::one_of(std::string_view key, std::span<const std::string_view> words,
                             std::string_view otherwise) {
    if (!has(key)) return std::string(otherwise);
    std::string text = optional(key);
    if (std::ranges::find(words, text) != words.end()) return text;
    if (map_[key].is_scalar())
        fail(map_[key], fmt::format("\"{}: {}\" is not possible; write {}", key,
                                    text.substr(0, word_bytes_max), fmt::join(words, " or ")));
    return std::string(otherwise);
}

}  // namespace duwang::rules
