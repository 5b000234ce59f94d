// The answers of a scenario: which entry of site.yaml fits a request, and the bytes it becomes.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/yaml.h"
#include "tests/support/script_server.h"

namespace duwang::sites {

// What stands for {names} in texts of the script.
using Values = std::map<std::string, std::string>;

// "{n}" and "{n+1}" replaced where the name is known; all else is left as it is.
std::string filled(std::string_view text, const Values& values);

// Does `target` fit the pattern? {rest}: anything; {s…}: a segment without / ? &; any other {name}:
// digits. What they stood for is added to `values`.
bool fits(std::string_view pattern, std::string_view target, Values& values);

// A text, a list of parts, {repeat: {text, times}} ({i}: 0, 1, 2 …) or {hex}.
std::string bytes_of(const Yaml& node, const Values& values);

// The bytes of one reply of the script (tests/sites/README.md).
test::ScriptReply reply_of(const Yaml& node, const Values& values, bool head_only);

// Thread-safe: the server's connections ask at once.
class Script {
  public:
    // `first_host`: of entries that name none.
    static Result<Script> read(const Yaml& answers, const Yaml& otherwise, std::string first_host);
    Script(Script&& other) noexcept
        : rules_(std::move(other.rules_)), otherwise_(std::move(other.otherwise_)) {}

    test::ScriptReply answer(const test::ScriptRequest& request, Values values);
    std::set<std::string> hosts() const;

  private:
    struct Rule {
        std::string host, path, if_head;
        Yaml node;
        std::int64_t after = 0, until = 0;  // requests in all; until 0: for good
        std::size_t asked = 0;              // how often it answered
    };
    Script() = default;

    std::mutex mutex_;
    std::vector<Rule> rules_;
    Yaml otherwise_;
    std::int64_t requests_ = 0;
};

}  // namespace duwang::sites
