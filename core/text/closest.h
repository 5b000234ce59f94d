// Which known word somebody may have meant.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace duwang {

// Characters to insert, delete or change to make one of the other.
std::size_t changes_between(std::string_view one, std::string_view other);

// The known word nearest to `word` in characters changed, or nothing when none is near enough to be
// a slip. Words of more than 64 bytes are nobody's slip.
std::optional<std::string_view> closest_word(std::string_view word,
                                             std::span<const std::string_view> known);

// "did you mean \"x\"?", or else the list of what is known.
std::string word_advice(std::string_view word, std::span<const std::string_view> known);

}  // namespace duwang
