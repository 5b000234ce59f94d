#include "rules/yaml_form.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "core/text/closest.h"

namespace duwang::rules {
namespace {

constexpr std::size_t word_bytes_max = 64;
constexpr std::size_t points_bytes_max = 12;

std::string_view kind_of(const Yaml& node) {
    if (node.is_map()) return "a map";
    if (node.is_list()) return "a list";
    return node.is_scalar() ? "a text" : "nothing";
}

}  // namespace

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
                                  what_, word_advice(name, known)));
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
