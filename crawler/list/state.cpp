#include "crawler/list/state.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/hiding.h"
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
    std::size_t hidden_until = 0;  // what a reader does not see says nothing
    for (Node at = root; at; at = at.next(root)) {
        if (!at.is_text()) {
            look_at_element(at, hints);
            if (at.index() >= hidden_until && hides_itself(at)) hidden_until = at.end();
            continue;
        }
        const std::uint64_t around = at.parent().number();
        const std::string_view text = at.own_text();
        if (around == tag_number("script") || around == tag_number("style") ||
            (bytes += text.size()) > phrase_text_max)
            continue;
        hints.template_left = hints.template_left || has_placeholder(text);
        if (at.index() >= hidden_until)
            hints.says_empty = hints.says_empty || words.empty_phrases.in(text);
    }
    return hints;
}

// May a script or a frame still bring a list? Known libraries and what brings footers do not.
bool may_bring_list(const PageFacts& facts, const Hints& hints) {
    const bool late = std::ranges::any_of(
        facts.late, [](const LateContent& one) { return !one.library && !one.footer_like; });
    return late || hints.app_root || hints.empty_list || hints.template_left || hints.frame;
}

bool is_interface(const PagerFacts& pager) {
    return pager.kind == "jpaas" || pager.kind == "gkmlpt" || pager.kind == "hanweb";
}

// Entries that an interface should bring have not come, whatever else the page lists (hanweb brings
// some in the page itself, at the place of its pager).
bool lacks_interface_list(const ListReading& reading) {
    return is_interface(reading.pager) &&
           std::ranges::none_of(reading.lists, [&](const ListFacts& list) {
               return list.offset == reading.pager.offset;
           });
}

std::string_view why_not_visible(const html::Document& document, const PageFacts& facts,
                                 const Hints& hints) {
    const bool late = !facts.late.empty() || hints.script;
    if (!document.limit_hit().empty()) return "parse_limit";
    if (is_interface(facts.reading.pager)) return "interface";
    if (hints.template_left) return "template";
    if ((hints.app_root || facts.text_chars < shell_chars_max) && late && !hints.says_empty)
        return "spa_shell";
    if (facts.text_chars == 0 && facts.links.empty())
        return "empty_answer";  // P14: nothing was answered, whatever stands there
    if (hints.says_empty && !may_bring_list(facts, hints)) return {};
    if (hints.frame) return "frame";
    if (hints.empty_list && late) return "empty_container";
    return late ? "scripted" : "";
}

}  // namespace

void note_list_state(const html::Document& document, const ListWords& words, PageFacts& facts) {
    ListReading& reading = facts.reading;
    const bool only_beside = std::ranges::all_of(
        reading.lists, [](const ListFacts& list) { return list.role == "side"; });
    const bool lacks = lacks_interface_list(reading);
    if (!facts.items.empty() && !lacks && !only_beside) {
        reading.state = "present";
        return;
    }
    const Hints hints = hints_of(document, words);
    reading.why = why_not_visible(document, facts, hints);
    if (!facts.items.empty() && !lacks && !may_bring_list(facts, hints)) {
        reading.state = "present";
        reading.why.clear();
        return;
    }
    reading.state = reading.why.empty() ? "absent" : "not_visible";
    if (reading.state == "absent" && hints.says_empty) reading.why = "says_empty";
}

}  // namespace duwang::crawler
