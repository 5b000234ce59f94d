// A tree as flat tables: elements and texts in the order of the document, so that what lies inside
// of an element is a range. Comments and texts of blanks alone are not in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::html {

struct TreeAttribute {
    std::string_view name, value;  // lower case; decoded
};

struct TreeNode {
    std::string_view content;     // the name of an element, empty for unknown ones; or the text
    std::uint64_t number = 0;     // name_number of an element's name
    std::uint32_t parent = 0;     // of the root: itself
    std::uint32_t end = 0;        // behind its last descendant
    std::uint32_t offset = 0;     // in the document, in bytes
    std::uint32_t attribute = 0;  // the first
    std::uint32_t attributes = 0;
    bool is_text = false;
};

struct Tree {
    std::vector<TreeNode> nodes;  // the root comes first; empty: no tree
    std::vector<TreeAttribute> attributes;
    std::deque<std::string> decoded;  // what does not stand in the document as it is
};

// An element or a piece of text. A cheap view; valid while its tree lives.
class Node {
  public:
    Node() = default;
    Node(const Tree& tree, std::size_t index) : tree_(&tree), index_(index) {}
    explicit operator bool() const { return tree_ != nullptr; }
    bool operator==(const Node& other) const {
        return tree_ == other.tree_ && index_ == other.index_;
    }

    bool is_element() const { return tree_ != nullptr && !it().is_text; }
    bool is_text() const { return tree_ != nullptr && it().is_text; }
    std::string_view tag() const;  // lower case; empty for text and unknown elements
    std::uint64_t number() const { return tree_ == nullptr ? 0 : it().number; }  // of the tag
    std::string_view own_text() const;  // of a text node, references decoded, blanks as they are
    std::string_view attr(std::string_view name) const;  // empty when absent
    bool has_attr(std::string_view name) const { return find(name) != nullptr; }
    std::span<const TreeAttribute> attributes() const;  // all of an element, in order

    Node parent() const;
    Node first_child() const;
    Node next_sibling() const;
    Node previous_element() const;       // the sibling before it; steps over few texts only
    std::vector<Node> children() const;  // elements only
    // Preorder walk inside `root`; nothing at the end. skip_inside() leaves out the descendants.
    Node next(Node root) const { return at(index_ + 1, root); }
    Node skip_inside(Node root) const { return at(it().end, root); }

    // What a reader sees of it: no scripts and styles, blanks collapsed, blocks apart by a space.
    std::string text() const;
    std::size_t offset() const { return tree_ == nullptr ? 0 : it().offset; }  // of the tag
    std::size_t index() const { return index_; }  // in the order of the document
    Node at_index(std::size_t index) const { return {*tree_, index}; }  // of the same tree
    std::size_t end() const { return it().end; }

  private:
    const TreeNode& it() const { return tree_->nodes[index_]; }
    Node at(std::size_t index, Node root) const {
        return index < root.it().end ? Node(*tree_, index) : Node();
    }
    const TreeAttribute* find(std::string_view name) const;
    const Tree* tree_ = nullptr;
    std::size_t index_ = 0;
};

// Does a reader see a gap at its edges? "div", "p", "br" …
bool is_block_element(std::string_view tag);

}  // namespace duwang::html
