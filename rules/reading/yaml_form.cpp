#include "rules/reading/yaml_form.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "core/text/closest.h"
#include "core/time.h"

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
                   Reading& reading)
    : map_(std::move(map)), what_(std::move(what)), reading_(reading) {
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

void YamlForm::fail_no_list(std::string_view key) {
    fail(map_[key], fmt::format("\"{}\" is no list; write its rows with \"- \"", key));
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

// The number in `text`, or an error at `place`; `shown` is how it stands there.
std::optional<Decimal> YamlForm::checked(std::string_view text, std::string_view shown, Amount kind,
                                         const std::string& place) {
    auto refuse = [&](std::string_view what) {
        reading_.errors.push_back(
            {Errc::config,
             fmt::format("{}: \"{}\" {}", place, shown.substr(0, word_bytes_max), what)});
        return std::nullopt;
    };
    const bool percent = text.ends_with('%');
    if (percent && kind == Amount::points)
        return refuse(
            "is a percentage where points are due; write the points, for example \"0.5\"");
    if (percent) text.remove_suffix(1);
    Result<Decimal> value = Decimal::parse(text);
    if (value && text.size() > points_bytes_max)
        return refuse(
            "has too many digits; write at most 12 characters, and a fraction as text, for "
            "example \"1/3\" (in a spreadsheet without \"=\")");
    if (!value)
        return refuse(kind == Amount::points
                          ? "is not a number of points; write for example \"0.5\""
                          : "is not a number; write for example \"0.5\" or \"80%\"");
    if (value->is_negative())
        return refuse("is negative; write the points taken as a positive number");
    Decimal number = percent ? *value / Decimal(100) : *value;
    if (kind == Amount::share && number > Decimal(1))
        return refuse("is more than the whole; write at most \"100%\"");
    return number;
}

Decimal YamlForm::setting(const std::string& name, Amount kind) {
    reading_.asked.insert(name);
    auto found = reading_.settings.find(name);
    if (found == reading_.settings.end()) {
        if (std::ranges::find(reading_.missing, name) == reading_.missing.end())
            reading_.missing.push_back(name);
        return {};
    }
    const std::string& value = found->second.value;
    return checked(value, fmt::format("{}: {}", name, value), kind, found->second.place)
        .value_or(Decimal());
}

Decimal YamlForm::amount(std::string_view key, Amount kind) {
    constexpr std::string_view known[] = {"setting"};
    if (Yaml node = map_[key]; node.is_map()) {
        YamlForm form(node, fmt::format("\"{}\"", key), known, reading_);
        std::string name = form.required("setting");
        return name.empty() ? Decimal() : setting(name, kind);
    }
    std::string text = required(key);
    if (text.empty()) return {};
    return checked(text, fmt::format("{}: {}", key, text), kind, map_[key].place())
        .value_or(Decimal());
}

std::optional<Decimal> YamlForm::optional_amount(std::string_view key, Amount kind) {
    if (!has(key)) return std::nullopt;
    return amount(key, kind);
}

std::string YamlForm::date(std::string_view key) {
    std::string text = optional(key);
    if (!text.empty() && (text.size() != 10 || !parse_timestamp(text))) {
        fail(at(key), fmt::format("\"{}: {}\" is no date; write for example \"2022-12-31\"", key,
                                  text.substr(0, word_bytes_max)));
        return {};
    }
    return text;
}

int YamlForm::whole(std::string_view key, int low, int high, int otherwise) {
    if (!has(key)) return otherwise;
    std::string text = optional(key);
    int value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && value >= low && value <= high)
        return value;
    if (at(key).is_scalar())
        fail(at(key), fmt::format("\"{}: {}\" is not possible; write a whole number from {} to {}",
                                  key, text.substr(0, word_bytes_max), low, high));
    return otherwise;
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
