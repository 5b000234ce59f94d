// The open elements of a document whose tags nest, and what the tree construction of the HTML
// standard does with the next tag – as far as that is simple. Used by nested_tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/html/tag_kind.h"

namespace duwang::html {

// Knows the body only: html, head and body themselves are the caller's, the latter is pushed first.
class Nesting {
  public:
    enum class What : std::uint8_t {
        give_up,          // the standard repairs something here
        ignore,           // a tag without effect
        leaf,             // an element that holds nothing
        open,             // an element that stays open
        open_in_rows,     // <tr>: around it stands a <tbody> that is not written
        close,            // of what is open only
        empty_paragraph,  // </p> without <p> makes one
    };
    struct Step {
        What what = What::give_up;
        std::size_t keep = 0;  // so many of the open elements stay open, before `what` is done
    };
    struct Open {
        TagTraits tag;
        std::uint32_t node = 0;  // of the caller
    };

    Step start(const TagTraits& tag, std::size_t attributes);
    Step end(const TagTraits& tag);
    void push(const TagTraits& tag, std::uint32_t node);
    Open pop();

    const Open& top() const { return open_.back(); }
    std::size_t depth() const { return open_.size(); }
    bool may_hold_text() const;
    bool in_table_or_select() const { return tables_ > 0 || selects_ > 0; }

  private:
    Step start_in_select(const TagTraits& tag) const;
    Step start_in_table(const TagTraits& tag, std::size_t keep) const;
    Step start_from_cell(const TagTraits& tag) const;
    Step start_formatting(const TagTraits& tag, std::size_t attributes);
    Step end_in_select(const TagTraits& tag) const;
    Step end_in_table(const TagTraits& tag) const;
    Step end_formatting(const TagTraits& tag) const;
    Step end_other(const TagTraits& tag) const;
    bool close_paragraph(std::size_t& keep) const;
    bool close_item(const TagTraits& tag, std::size_t& keep) const;
    // Ends at the nearest element that `wanted` accepts; ignored when `stops` comes before it.
    template <class Wanted, class Stops>
    Step close_at(Wanted wanted, Stops stops) const;

    std::vector<Open> open_;
    std::vector<std::uint64_t> formatting_;  // the open ones
    std::size_t tables_ = 0, selects_ = 0, paragraphs_ = 0, buttons_ = 0;
    bool form_ = false;  // one began and its end tag did not come yet
    std::size_t work_ = 0;
};

}  // namespace duwang::html
