#include "rules/sheet/cell_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/closest.h"
#include "core/text/normalise.h"
#include "core/yaml_text.h"

namespace duwang::rules {
namespace {

constexpr std::array<WordPair, 2> flag_words{{{"true", "是"}, {"false", "否"}}};
constexpr std::array<std::string_view, 4> separators{"、", "；", ";", "\n"};
constexpr std::string_view nothing = "~";

bool begins_like_yaml(std::string_view text) {
    return text.starts_with('[') || text.starts_with('{') || text.starts_with('"') ||
           text == nothing;
}

// Texts that a cell shows as they are; others stand in quotes.
bool stays_as_it_is(std::string_view text) {
    if (text.empty() || trim_blanks(text) != text || begins_like_yaml(text)) return false;
    return std::ranges::none_of(text, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
    });
}

std::string code(const Yaml& value) {
    if (value.is_scalar() && stays_as_it_is(value.text())) return value.text();
    std::string flow = yaml_flow_text(value);
    if (value.is_scalar() && !flow.starts_with('"')) flow = '"' + flow + '"';  // plain, but blank
    return flow;
}

std::string joined(const Yaml& list) {
    std::string out;
    for (const Yaml& item : list.items()) (out += out.empty() ? "" : "、") += item.text();
    return out;
}

std::string coded(const Yaml& value, const CellColumn& column) {
    if (column.form == CellForm::texts) return joined(value);
    const auto words = column.form == CellForm::flag   ? std::span<const WordPair>(flag_words)
                       : column.form == CellForm::word ? column.words
                                                       : std::span<const WordPair>();
    for (const auto& [word, shown] : words)
        if (value.is_scalar() && value.text() == word) return std::string(shown);
    return code(value);
}

Yaml read_texts(std::string_view cell, const std::string& place) {
    std::vector<Yaml> items;
    while (!cell.empty()) {
        std::size_t end = cell.size(), length = 0;
        for (const std::string_view separator : separators)
            if (const std::size_t at = cell.find(separator); at < end) {
                end = at;
                length = separator.size();
            }
        const std::string_view item = trim_blanks(cell.substr(0, end));
        if (!item.empty()) items.push_back(Yaml::scalar(std::string(item), place));
        cell.remove_prefix(end + length);
    }
    return Yaml::list(items, place);
}

std::optional<Yaml> read_flow(std::string_view cell, const std::string& place,
                              const CellColumn& column, std::vector<Error>& errors) {
    Result<Yaml> yaml = Yaml::parse(cell, place);
    const bool quoted = cell.starts_with('"');
    if (yaml && (!quoted || yaml->is_scalar())) return *yaml;
    if (quoted || column.form == CellForm::text) return Yaml::scalar(std::string(cell), place);
    errors.push_back({Errc::config, fmt::format("{}: {} begins like a list or map but cannot be "
                                                "read as one ({}); write it as YAML, for example "
                                                "[a, b] or {{a: b}}",
                                                place, column.title, yaml.error().what)});
    return {};
}

}  // namespace

std::optional<Yaml> cell_value(std::string_view cell, const std::string& place,
                               const CellColumn& column, std::vector<Error>& errors) {
    cell = trim_blanks(cell);
    if (cell.empty()) return {};
    if (cell == nothing) return Yaml();
    if (begins_like_yaml(cell)) return read_flow(cell, place, column, errors);
    if (column.form == CellForm::texts) return read_texts(cell, place);
    const auto words =
        column.form == CellForm::flag ? std::span<const WordPair>(flag_words) : column.words;
    for (const auto& [word, shown] : words)
        if (cell == shown) return Yaml::scalar(std::string(word), place);
    return Yaml::scalar(std::string(cell), place);
}

std::optional<std::string> cell_text(const Yaml& value, const CellColumn& column) {
    std::string text = coded(value, column);
    std::vector<Error> errors;
    const std::optional<Yaml> back = cell_value(text, "", column, errors);
    if (!errors.empty() || !back || !same_tree(*back, value)) return {};
    return text;
}

}  // namespace duwang::rules
