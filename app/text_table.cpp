#include "app/text_table.h"

#include <fmt/format.h>

#include "core/text/normalise.h"

namespace duwang::app {
namespace {

constexpr std::size_t label_columns = 16;

// A Chinese character is as wide as two others.
std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();)
        columns += next_code_point(text, at) > 0x2E7F ? 2 : 1;
    return columns;
}

}  // namespace

std::string padded_to(std::size_t columns, std::string_view text) {
    const std::size_t taken = columns_of(text);
    return std::string(text) + std::string(taken < columns ? columns - taken : 1, ' ');
}

void TextTable::row(std::string_view label, std::string_view value, const Json& place) {
    text_ += padded_to(label_columns, label);
    text_ += value.empty() ? "—" : value;
    if (const auto line = place["line"].number(); line > 0)
        text_ += fmt::format("  [第{}行 {}]", line, place["selector"].text());
    text_ += '\n';
}

void TextTable::head(std::string_view name) { text_ += fmt::format("\n== {}\n", name); }

std::string TextTable::take() const {
    std::string out;
    for (std::size_t at = 0; at < text_.size();) {
        const std::size_t end = text_.find('\n', at);
        out += printable(std::string_view(text_).substr(at, end - at)) + "\n";
        at = end + 1;
    }
    return out;
}

}  // namespace duwang::app
