#include "crawler/list/state.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::size_t phrase_text_max = 200'000;  // bytes of visible text looked at
constexpr std::int64_t shell_chars_max = 60;

// What hints at contents that come later.
struct Hints {
    bool template_left = false;
    bool app_root = false;    // <div id="app"></div>
    bool empty_list = false;  // <ul id="list"></ul>
    bool frame = false;
    bool script = false;
    bool says_empty = false;
};

bool is_container(std::uint64_t tag) {
    return tag == tag_number("ul") || tag == tag_number("ol") || tag == tag_number("tbody") ||
           tag == tag_number("dl");
}

// Attributes by which frameworks fill elements (H07, J02).
bool is_bound(Node element) {
    constexpr std::string_view names[] = {"v-for",   "ng-repeat", "ms-for",
                                          "ms-text", "v-text",    "x-for"};
    return std::ranges::any_of(names, [&](auto name) { return element.has_attr(name); });
}

bool is_app_root(Node element) {
    const std::string_view id = element.attr("id");
    return (id == "app" || id == "root" || id == "main-app" || id == "__nuxt") &&
           element.end() - element.index() <= 3;
}

void look_at_element(Node at, Hints& hints) {
    const std::uint64_t tag = at.number();
    if (tag == tag_number("script")) {
        hints.script = true;
    } else if (tag == tag_number("iframe") || tag == tag_number("frame")) {
        hints.frame = hints.frame || !at.attr("src").empty();
    } else {
        if (is_container(tag) && at.end() == at.index() + 1) hints.empty_list = true;
        if (tag == tag_number("div") && is_app_root(at)) hints.app_root = true;
        if (is_bound(at)) hints.template_left = true;
    }
}

Hints hints_of(const html::Document& document, const ListWords& words) {
    Hints hints;
    const Node root = document.root();
    std::size_t bytes = 0;
    for (Node at = root; at; at = at.next(root)) {
        if (!at.is_text()) {
            look_at_element(at, hints);
            continue;
        }
        const std::uint64_t around = at.parent().number();
        const std::string_view text = at.own_text();
        if (around == tag_number("script") || around == tag_number("style") ||
            (bytes += text.size()) > phrase_text_max)
            continue;
        hints.template_left = hints.template_left || has_placeholder(text);
        hints.says_empty = hints.says_empty || words.empty_phrases.in(text);
    }
    return hints;
}

}  // namespace

void note_list_state(const html::Document& document, const ListWords& words, PageFacts& facts) {
    ListReading& reading = facts.reading;
    if (!facts.items.empty()) {
        reading.state = "present";
        return;
    }
    const Hints hints = hints_of(document, words);
    const bool late = !facts.late.empty() || hints.script;
    reading.state = "not_visible";
    if (!document.limit_hit().empty())
        reading.why = "parse_limit";
    else if (reading.pager.kind == "jpaas" || reading.pager.kind == "gkmlpt" ||
             reading.pager.kind == "hanweb")
        reading.why = "interface";
    else if (hints.template_left)
        reading.why = "template";
    else if ((hints.app_root || facts.text_chars < shell_chars_max) && late && !hints.says_empty)
        reading.why = "spa_shell";
    else if (facts.text_chars == 0 && facts.links.empty())
        reading.why = "empty_answer";  // P14: nothing was answered, whatever stands there
    else if (hints.says_empty)
        reading.state = "absent", reading.why = "says_empty";
    else if (hints.frame)
        reading.why = "frame";
    else if (hints.empty_list && late)
        reading.why = "empty_container";
    else if (late)
        reading.why = "scripted";
    else
        reading.state = "absent";
}

}  // namespace duwang::crawler
