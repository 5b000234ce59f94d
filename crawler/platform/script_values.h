// What scripts say literally: calls, variables, members of objects. Nothing is run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

struct ScriptArgument {
    std::string text;  // of a literal without its quotes, else as written
    bool quoted = false;
    std::optional<std::int64_t> number() const;  // "231" in quotes is one too (P02)
};

struct ScriptCall {
    std::vector<ScriptArgument> arguments;
    std::string text;  // as written, shortened
    std::size_t offset = 0;
};

// The call of the function whose name stands at `at`; nothing when it is a definition (P04), a part
// of a longer name, or never ends. `script` is without comments (P05).
std::optional<ScriptCall> call_at(std::string_view script, std::size_t at, std::size_t name_size);

// The value given to a variable or a member whose name ends at `at`: `name = 12`, `"name": "12"`.
std::optional<std::string> value_behind(std::string_view script, std::size_t at);
// Is there a name of its own, not a part of a longer one?
bool is_whole_name(std::string_view script, std::size_t at, std::size_t size);
// The first value of a name.
std::optional<std::string> value_of(std::string_view script, std::string_view name);

// "{…}" or "[…]" from `at` to its matching end; empty when it has none.
std::string_view balanced(std::string_view script, std::size_t at);

}  // namespace duwang::crawler
