// The tree of a page, for reading. Built only where structure is judged: it costs ten times the
// tokenizer. All walks are iterative; depth is bounded by the guard.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/html/dom_guard.h"

struct GumboInternalNode;
struct GumboInternalOutput;

namespace duwang::html {

// An element or a piece of text. A cheap view; valid while its Document lives.
class Node {
  public:
    Node() = default;
    explicit Node(const GumboInternalNode* node) : node_(node) {}
    explicit operator bool() const { return node_ != nullptr; }
    bool operator==(const Node& other) const { return node_ == other.node_; }

    bool is_element() const;
    bool is_text() const;               // not comments, not blanks alone
    std::string_view tag() const;       // lower case; empty for text and unknown elements
    std::string_view own_text() const;  // of a text node, references decoded, blanks as they are
    std::string_view attr(const char* name) const;  // empty when absent
    bool has_attr(const char* name) const;

    Node parent() const;
    Node first_child() const;
    Node next_sibling() const;
    std::vector<Node> children() const;  // elements only
    // Preorder walk inside `root`; nothing at the end. skip_inside() leaves out the descendants.
    Node next(Node root) const;
    Node skip_inside(Node root) const;

    // What a reader sees of it: no scripts and styles, blanks collapsed, blocks apart by a space.
    std::string text() const;
    std::size_t offset() const;  // of the tag in the document, in bytes

  private:
    const GumboInternalNode* node_ = nullptr;
};

class Document {
  public:
    // Beyond the limits the tree is built of a flattened text, or not at all (root() is nothing);
    // limit_hit() says why.
    explicit Document(std::string_view text, const DomLimits& limits = {});
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    Node root() const;  // <html>
    Node body() const;
    const std::string& limit_hit() const { return limit_hit_; }

  private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
    std::string limit_hit_;
};

// Does a reader see a gap at its edges? "div", "p", "br" …
bool is_block_element(std::string_view tag);

}  // namespace duwang::html
