#include "config/word_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "config/option_value.h"
#include "core/text/closest.h"
#include "core/text/normalise.h"

namespace duwang::config {
namespace {

constexpr std::size_t words_max = 1000;
constexpr std::size_t word_bytes_max = 300;

}  // namespace

bool WordReader::map(const Yaml& node, std::string_view what, Keys known) {
    if (!node.is_map()) {
        fail(node, fmt::format("found {} where {} should stand; write \"key: value\" lines",
                               kind_of(node), what));
        return false;
    }
    std::set<std::string> seen;
    for (const auto& [key, value] : node.members()) {
        const std::string name = key.text();
        if (!known.empty() && std::ranges::find(known, name) == known.end())
            fail(key, fmt::format("unknown key {} in {}; {}", shown(name), what,
                                  word_advice(name, known)));
        else if (!seen.insert(name).second)
            fail(key, fmt::format("{} stands twice in {}; keep one", shown(name), what));
    }
    return true;
}

std::string WordReader::word(const Yaml& map, std::string_view key, std::string_view what) {
    const Yaml node = map[key];
    if (!node)
        fail(map, fmt::format("{} has no \"{}\"; write \"{}: …\"", what, key, key));
    else if (good(node))
        return node.text();
    return {};
}

std::vector<std::string> WordReader::words(const Yaml& node, std::string_view what) {
    std::vector<std::string> list;
    if (!node.is_list()) {
        fail(node, fmt::format("{} is {}; write a list of names, for example [公开指南, 指南]",
                               what, kind_of(node)));
        return list;
    }
    const std::vector<Yaml> items = node.items();
    if (items.empty()) fail(node, fmt::format("{} is empty; write a name or more", what));
    if (items.size() > words_max) {
        fail(node, fmt::format("{} has more than {} names", what, words_max));
        return list;
    }
    std::set<std::string> seen;
    for (const Yaml& item : items) {
        if (!item)
            fail(node,
                 fmt::format("{} holds nothing at one place; take the comma or dash out", what));
        else if (good(item) && !seen.insert(match_form(item.text())).second)
            fail(item, fmt::format("{} stands twice in {}; keep one", shown(item.text()), what));
        else
            list.push_back(item.text());
    }
    return list;
}

bool WordReader::good(const Yaml& node) {
    const std::string text = node.text();
    if (!node.is_scalar())
        fail(node, fmt::format("found {}; write a name", kind_of(node)));
    else if (match_form(text).empty() || text.size() > word_bytes_max || printable(text) != text)
        fail(node, fmt::format("{} is no usable name; write 1 to {} bytes without control "
                               "characters",
                               shown(text), word_bytes_max));
    else
        return true;
    return false;
}

}  // namespace duwang::config
