#include "crawler/platform/pager_call.h"

#include <fmt/format.h>

#include <algorithm>

namespace duwang::crawler::platform {
namespace {

constexpr std::size_t calls_max = 200;  // names of functions looked at in a script

// What a file may be called: nothing that leads elsewhere.
bool is_file_name(std::string_view name) {
    return !name.empty() && name.size() <= 100 && name.find_first_of("/\\:?#<>\"' ") == name.npos;
}

std::int64_t argument(const PagerCall& call, std::size_t index) {
    if (index >= call.call.arguments.size()) return 0;
    const ScriptArgument& given = call.call.arguments[index];
    if (const auto number = given.number()) return *number;
    const auto value = given.quoted ? std::nullopt : value_of(call.script, given.text);
    const auto number = value ? ScriptArgument{*value, false}.number() : std::nullopt;
    return number.value_or(0);
}

bool fits(const ScriptCall& call, bool names_container, PagerCall& told) {
    const std::vector<ScriptArgument>& given = call.arguments;
    const std::size_t name = names_container ? 3 : 2;
    if (given.size() < name + 2) return false;
    // "(12, 0, 'index', 'html')": a quoted number is no container.
    if ((given[0].quoted && !given[0].number()) != names_container) return false;
    if (!is_file_name(given[name].text) || !is_file_name(given[name + 1].text)) return false;
    told.call = call;
    told.name = given[name].text;
    told.extension = given[name + 1].text;
    return true;
}

}  // namespace

std::optional<PagerCall> pager_call(const Page& page, bool names_container) {
    std::vector<WordFinder::Hit> hits;
    for (const InlineScript& script : page.scripts) {
        hits.clear();
        page.words.pager_calls.find_all(script.text, hits);
        if (hits.size() > calls_max) hits.resize(calls_max);
        for (const WordFinder::Hit& hit : hits) {
            const auto call =
                call_at(script.text, hit.at, page.words.pager_calls.word(hit.word).size());
            PagerCall told;
            if (!call || !fits(*call, names_container, told)) continue;
            told.offset = script.offset + call->offset;
            told.script = script.text;
            return told;
        }
    }
    return std::nullopt;
}

void note_call(const PagerCall& call, std::size_t first, PagerFacts& pager) {
    pager.pages = std::clamp<std::int64_t>(argument(call, first), 0, pages_max);
    pager.current = std::clamp<std::int64_t>(argument(call, first + 1), 0, pages_max);
    pager.records = std::max<std::int64_t>(argument(call, first + 4), 0);
    pager.text = call.call.text;
    pager.offset = static_cast<std::int64_t>(call.offset);
}

void add_numbered(const Page& page, std::string_view name, std::string_view extension,
                  std::int64_t from, std::int64_t to) {
    to = std::min(to, from + static_cast<std::int64_t>(page.words.rules.addresses_max));
    for (std::int64_t number = from; number <= to; ++number)
        page.add_address(fmt::format("{}_{}.{}", name, number, extension));
}

}  // namespace duwang::crawler::platform
