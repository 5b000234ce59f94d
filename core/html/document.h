// The tree of a page, for reading. Built only where structure is judged. All walks are iterative;
// depth is bounded by the guard.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/html/dom_guard.h"
#include "core/html/tree.h"

namespace duwang::html {

class Document;
// By the DOM parser in any case, for comparing.
Document parsed_document(std::string_view text, const DomLimits& limits = {});

class Document {
  public:
    // Where tags nest the tree is made of the tokens, elsewhere by a DOM parser. Beyond the limits
    // that builds it of a flattened text, or not at all (root() is nothing); limit_hit() says why.
    explicit Document(std::string_view text, const DomLimits& limits = {});
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    Node root() const;  // <html>
    Node body() const;
    const std::string& limit_hit() const { return limit_hit_; }
    // Text, tags or attributes are missing from the tree: what is not there may have been.
    bool is_cut() const { return is_cut_; }

  private:
    struct Store;
    Document();
    void parse(std::string_view text, const DomLimits& limits);
    friend Document parsed_document(std::string_view, const DomLimits&);
    std::unique_ptr<Store> store_;
    std::string limit_hit_;
    bool is_cut_ = false;
};

}  // namespace duwang::html
