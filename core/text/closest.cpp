#include "core/text/closest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "core/text/utf8.h"

namespace duwang {
namespace {

constexpr std::size_t word_bytes_max = 64;

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) out += next_code_point(text, at);
    return out;
}

// Characters to insert, delete or change.
std::size_t distance(std::u32string_view a, std::u32string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

}  // namespace

std::size_t changes_between(std::string_view one, std::string_view other) {
    return distance(characters(one), characters(other));
}

std::optional<std::string_view> closest_word(std::string_view word,
                                             std::span<const std::string_view> known) {
    if (word.empty() || word.size() > word_bytes_max) return std::nullopt;
    const std::u32string meant = characters(word);
    const std::size_t slips = meant.size() < 4 ? 1 : meant.size() < 5 ? 2 : 3;
    std::size_t best = std::max(slips, meant.size() / 3) + 1;
    std::optional<std::string_view> found;
    for (const std::string_view candidate : known) {
        const std::size_t d = distance(meant, characters(candidate));
        if (d >= best) continue;
        best = d;
        found = candidate;
    }
    return found;
}

std::string word_advice(std::string_view word, std::span<const std::string_view> known) {
    if (const auto near = closest_word(word, known))
        return fmt::format("did you mean \"{}\"?", *near);
    if (known.empty()) return "none is known here";
    return fmt::format("known are: {}", fmt::join(known, ", "));
}

}  // namespace duwang
