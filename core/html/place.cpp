#include "core/html/place.h"

#include <fmt/format.h>

#include <algorithm>

namespace duwang::html {
namespace {

constexpr std::size_t steps_max = 30;

// What can be written in a selector as it is.
bool is_plain_name(std::string_view name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9') || name[0] == '-') return false;
    return std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    });
}

std::string_view first_class(Node element) {
    std::string_view classes = element.attr("class");
    constexpr std::string_view blanks = " \t\r\n\f";
    const std::size_t start = classes.find_first_not_of(blanks);
    if (start == classes.npos) return {};
    classes.remove_prefix(start);
    return classes.substr(0, classes.find_first_of(blanks));
}

// "li.item:nth-of-type(3)"; the number only where there is another one.
std::string step_of(Node element) {
    std::string step(element.tag().empty() ? "*" : element.tag());
    if (const std::string_view id = element.attr("id"); is_plain_name(id)) {
        step += '#';
        step += id;
    } else if (const std::string_view name = first_class(element); is_plain_name(name)) {
        step += '.';
        step += name;
    }
    int before = 0, all = 0;
    for (Node one = element.parent().first_child(); one; one = one.next_sibling()) {
        if (!one.is_element() || one.tag() != element.tag()) continue;
        ++all;
        if (one.index() <= element.index()) before = all;
    }
    if (all > 1 && !element.tag().empty()) step += fmt::format(":nth-of-type({})", before);
    return step;
}

}  // namespace

PlaceFinder::PlaceFinder(std::string_view text) : text_(text), document_(text) {
    lines_.push_back(0);
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
        lines_.push_back(at + 1);
    const Node root = document_.root();
    if (!root || !document_.limit_hit().empty()) return;  // a flattened page's tree is not its own
    for (Node at = root; at; at = at.next(root)) {
        elements_.emplace_back(at.offset(), nodes_.size());
        nodes_.push_back(at);
    }
    std::ranges::sort(elements_);
}

Place PlaceFinder::at(std::size_t offset) const {
    Place place;
    place.line = static_cast<int>(std::ranges::upper_bound(lines_, offset) - lines_.begin());
    auto behind =
        std::upper_bound(elements_.begin(), elements_.end(), std::pair(offset, nodes_.size()));
    if (behind == elements_.begin()) return place;
    Node node = nodes_[std::prev(behind)->second];
    if (node.is_text()) node = node.parent();
    std::vector<std::string> steps;
    for (; node.parent() && !(node.parent() == node) && steps.size() < steps_max;
         node = node.parent())
        if (node.tag() != "body") steps.push_back(step_of(node));
    std::ranges::reverse(steps);
    place.selector = steps.empty() ? "body" : fmt::format("{}", fmt::join(steps, " > "));
    return place;
}

}  // namespace duwang::html
