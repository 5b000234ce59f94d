#include "crawler/platform/script_values.h"

#include <charconv>

#include "core/text/ascii.h"
#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t arguments_max = 20, argument_bytes_max = 400, call_bytes_max = 2000;
constexpr std::size_t call_chars_max = 160;
constexpr std::size_t depth_max = 200;

bool is_name(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '$';
}
std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && is_ascii_blank(text[at])) ++at;
    return at;
}

// Behind the literal that opens at `at`.
std::size_t behind_literal(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != quote; ++at)
        if (text[at] == '\\') ++at;
    return at < text.size() ? at + 1 : text.size();
}

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

ScriptArgument argument_of(std::string_view text) {
    text = trim_blanks(text.substr(0, argument_bytes_max));
    if (text.size() >= 2 && is_quote(text.front()) && text.back() == text.front())
        return {std::string(trim_blanks(text.substr(1, text.size() - 2))), true};
    return {std::string(text), false};
}

// Behind ')' of the arguments that begin at `at`; 0 when they never end.
std::size_t read_arguments(std::string_view script, std::size_t at, ScriptCall& call) {
    std::size_t start = at;
    for (int depth = 0; at < script.size(); ++at) {
        const char c = script[at];
        if (is_quote(c)) {
            at = behind_literal(script, at) - 1;
        } else if (c == '(' || c == '[' || c == '{') {
            ++depth;
        } else if (depth > 0 && (c == ')' || c == ']' || c == '}')) {
            --depth;
        } else if (depth == 0 && (c == ',' || c == ')')) {
            call.arguments.push_back(argument_of(script.substr(start, at - start)));
            start = at + 1;
            if (c == ')') return at + 1;
            if (call.arguments.size() >= arguments_max) return 0;
        }
    }
    return 0;
}

bool is_definition(std::string_view script, std::size_t at) {
    const std::string_view before =
        trim_blanks(script.substr(at < 20 ? 0 : at - 20, at < 20 ? at : 20));
    return before.ends_with("function");
}

}  // namespace

std::optional<std::int64_t> ScriptArgument::number() const {
    std::int64_t value = 0;
    constexpr std::int64_t counted_max = 1'000'000'000'000;  // numbers are multiplied and added up
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (value > counted_max || value < -counted_max) return std::nullopt;
    if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<ScriptCall> call_at(std::string_view script, std::size_t at, std::size_t name_size) {
    const std::size_t open = skip_spaces(script, at + name_size);
    const bool whole =
        (at == 0 || !is_name(script[at - 1])) && open < script.size() && script[open] == '(';
    if (!whole || is_definition(script, at)) return std::nullopt;
    ScriptCall call;
    const std::string_view near = script.substr(0, open + call_bytes_max);
    const std::size_t end = read_arguments(near, open + 1, call);
    if (end == 0) return std::nullopt;
    call.text = truncate_code_points(collapse_blanks(script.substr(at, end - at)), call_chars_max);
    call.offset = at;
    return call;
}

std::optional<std::string> value_behind(std::string_view script, std::size_t at) {
    if (at < script.size() && is_quote(script[at])) ++at;  // "name": of an object
    at = skip_spaces(script, at);
    if (at >= script.size() || (script[at] != '=' && script[at] != ':')) return std::nullopt;
    if (script.substr(at + 1).starts_with('=')) return std::nullopt;  // a comparison
    at = skip_spaces(script, at + 1);
    if (at >= script.size()) return std::nullopt;
    if (is_quote(script[at]))
        return argument_of(script.substr(at, behind_literal(script, at) - at)).text;
    std::size_t end = at;
    while (end < script.size() && (is_name(script[end]) || script[end] == '.')) ++end;
    return std::string(script.substr(at, std::min(end - at, argument_bytes_max)));
}

bool is_whole_name(std::string_view script, std::size_t at, std::size_t size) {
    return (at == 0 || !is_name(script[at - 1])) &&
           (at + size >= script.size() || !is_name(script[at + size]));
}

std::optional<std::string> value_of(std::string_view script, std::string_view name) {
    for (std::size_t at = script.find(name); at != script.npos; at = script.find(name, at + 1)) {
        if (!is_whole_name(script, at, name.size())) continue;
        if (auto value = value_behind(script, at + name.size())) return value;
    }
    return std::nullopt;
}

std::string_view balanced(std::string_view script, std::size_t at) {
    std::size_t depth = 0;
    for (std::size_t end = at; end < script.size(); ++end) {
        const char c = script[end];
        if (is_quote(c)) {
            end = behind_literal(script, end) - 1;
        } else if (c == '{' || c == '[') {
            if (++depth > depth_max) return {};
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return script.substr(at, end + 1 - at);
        }
    }
    return {};
}

}  // namespace duwang::crawler
