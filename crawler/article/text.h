// What a reader sees of a page, line by line, with the way back to the nodes it came from. One walk
// over the tree; everything about articles is then found in this text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/html/document.h"
#include "crawler/article/words.h"

namespace duwang::crawler {

// Text between two edges of blocks (or <br>). Inline elements do not part it (D10).
struct TextLine {
    std::uint32_t from = 0, to = 0;     // in `text`
    std::uint32_t first = 0, last = 0;  // indices of its first and last text node
    std::uint32_t block = 0;            // index of the innermost block around it
    std::uint32_t link_bytes = 0;       // of it, inside links
    bool hidden = false;                // by the style of an element around it
};

struct TextPiece {
    std::uint32_t at = 0;    // in `text`
    std::uint32_t node = 0;  // index of the text node
};

// An element that matters, and the text inside it.
struct TextArea {
    html::Node node;
    std::uint32_t from = 0, to = 0;
    NameHint hint = NameHint::none;
    int level = 0;  // of a heading
    bool hidden = false;
};

class PageText {
  public:
    PageText(const html::Document& document, std::string_view source, const ArticleWords& words);

    std::string text;
    std::vector<TextLine> lines;
    std::vector<TextPiece> pieces;
    std::vector<TextArea> links;       // <a> with href
    std::vector<TextArea> areas;       // with a hint, and headings
    std::vector<html::Node> images;    // visible <img>
    std::vector<html::Node> frames;    // iframe, embed, object
    std::vector<html::Node> scripted;  // with onclick

    std::string_view of(const TextLine& line) const {
        return std::string_view(text).substr(line.from, line.to - line.from);
    }
    std::string_view of(const TextArea& area) const {
        return std::string_view(text).substr(area.from, area.to - area.from);
    }
    std::size_t line_at(std::uint32_t text_at) const;  // the line that holds this byte of the text
    std::size_t line_from_node(std::size_t node) const;   // the first line at or behind this node
    std::int64_t offset_of(std::uint32_t text_at) const;  // in the source
    bool starts_piece(std::uint32_t text_at) const;       // an inline element begins or ends here
    html::Node root() const { return root_; }             // <body>
    html::Node node(std::size_t index) const { return root_.at_index(index); }

  private:
    class Walk;
    std::string_view source_;
    html::Node root_;
};

}  // namespace duwang::crawler
