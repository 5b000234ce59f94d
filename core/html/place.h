// Where in a page something stands, for a person who wants to look: line and CSS selector.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/html/document.h"

namespace duwang::html {

struct Place {
    int line = 0;          // from 1
    std::string selector;  // of the innermost element; empty when the page has no tree
};

// Builds a tree of the page once and finds places in it. `text` must outlive it.
class PlaceFinder {
  public:
    explicit PlaceFinder(std::string_view text);
    // `offset`: of a tag or of something in a text, in bytes of the decoded text.
    Place at(std::size_t offset) const;

  private:
    std::string_view text_;
    Document document_;
    std::vector<std::size_t> lines_;                             // where they begin
    std::vector<std::pair<std::size_t, std::size_t>> elements_;  // offset and index, sorted
    std::vector<Node> nodes_;
};

}  // namespace duwang::html
