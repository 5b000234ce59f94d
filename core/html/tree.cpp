#include "core/html/tree.h"

#include "core/html/name_number.h"
#include "core/text/normalise.h"

namespace duwang::html {
namespace {

// Everything but these and elements without a name that is known.
bool is_block(std::uint64_t number, std::string_view tag) {
    switch (number) {
        case name_number("a"):
        case name_number("abbr"):
        case name_number("b"):
        case name_number("bdi"):
        case name_number("bdo"):
        case name_number("big"):
        case name_number("cite"):
        case name_number("code"):
        case name_number("dfn"):
        case name_number("em"):
        case name_number("font"):
        case name_number("i"):
        case name_number("img"):
        case name_number("ins"):
        case name_number("kbd"):
        case name_number("label"):
        case name_number("mark"):
        case name_number("nobr"):
        case name_number("q"):
        case name_number("s"):
        case name_number("samp"):
        case name_number("small"):
        case name_number("span"):
        case name_number("strike"):
        case name_number("strong"):
        case name_number("sub"):
        case name_number("sup"):
        case name_number("tt"):
        case name_number("u"):
        case name_number("var"):
        case name_number("wbr"):
        case name_number("del"):
        case name_number("time"):
        case name_number("svg"):
        case name_number("input"):
        case name_number("o:p"):
            return false;
        default:
            return !tag.empty();
    }
}

bool hides_content(std::uint64_t number) {
    return number == name_number("script") || number == name_number("style") ||
           number == name_number("template");
}

}  // namespace

bool is_block_element(std::string_view tag) { return is_block(name_number(tag), tag); }

std::string_view Node::tag() const { return is_element() ? it().content : std::string_view{}; }

std::string_view Node::own_text() const { return is_text() ? it().content : std::string_view{}; }

const TreeAttribute* Node::find(std::string_view name) const {
    if (!is_element()) return nullptr;
    const TreeAttribute* first = tree_->attributes.data() + it().attribute;
    for (const TreeAttribute* one = first; one < first + it().attributes; ++one)
        if (one->name == name) return one;
    return nullptr;
}

std::span<const TreeAttribute> Node::attributes() const {
    if (!is_element()) return {};
    return {tree_->attributes.data() + it().attribute, it().attributes};
}

std::string_view Node::attr(std::string_view name) const {
    const TreeAttribute* found = find(name);
    return found == nullptr ? std::string_view{} : found->value;
}

Node Node::parent() const {
    if (tree_ == nullptr || index_ == 0) return {};
    return {*tree_, it().parent};
}

Node Node::first_child() const { return tree_ == nullptr ? Node() : at(index_ + 1, *this); }

Node Node::next_sibling() const {
    if (tree_ == nullptr || index_ == 0) return {};
    return at(it().end, {*tree_, it().parent});
}

Node Node::previous_element() const {
    constexpr int texts_max = 8;
    if (tree_ == nullptr || index_ == 0) return {};
    const std::uint32_t parent = it().parent;
    std::size_t at = index_ - 1;
    for (int texts = 0; at != parent && texts < texts_max; ++texts) {
        while (tree_->nodes[at].parent != parent) at = tree_->nodes[at].parent;
        if (!tree_->nodes[at].is_text) return {*tree_, at};
        --at;
    }
    return {};
}

std::vector<Node> Node::children() const {
    std::vector<Node> all;
    for (Node child = first_child(); child; child = child.next_sibling())
        if (child.is_element()) all.push_back(child);
    return all;
}

std::string Node::text() const {
    const std::vector<TreeNode>& nodes = tree_->nodes;
    // Mostly one piece of text alone.
    if (!is_text() && it().end == index_ + 2 && nodes[index_ + 1].is_text &&
        !hides_content(it().number))
        return collapse_blanks(nodes[index_ + 1].content);
    std::string raw;
    std::size_t left = index_;  // the element that the one before lies in, or is
    for (std::size_t i = index_; i < it().end;) {
        const TreeNode& node = nodes[i];
        // Leaving a block opens a gap, like entering one; more than one blank is collapsed below.
        for (; i > index_ && left != node.parent; left = nodes[left].parent)
            if (is_block(nodes[left].number, nodes[left].content)) raw += ' ';
        if (hides_content(node.number)) {
            i = node.end;
            continue;
        }
        if (node.is_text) {
            raw += node.content;
        } else {
            if (is_block(node.number, node.content)) raw += ' ';
            left = i;
        }
        ++i;
    }
    return collapse_blanks(raw);
}

}  // namespace duwang::html
