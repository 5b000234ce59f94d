// What a DOM parser would have open at a point of the document, without building a tree. Counts
// rather too much than too little: it decides what is left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/html/dom_guard.h"
#include "core/html/tag_kind.h"
#include "core/html/tokenizer.h"

namespace duwang::html {

class DomModel {
  public:
    // `plain`: formatting elements other than links are left out altogether.
    DomModel(const DomLimits& limits, bool plain) : limits_(limits), plain_(plain) {}

    // Should the tag stay? A tag that is left out counts as open all the same, so that its end
    // tag is known and left out too.
    bool start(const StartTag& tag);
    bool end(std::string_view name);
    bool text();     // a run of text
    bool comment();  // should it stay?
    // Is raw text here read as markup by a parser that builds a tree?
    bool raw_text_is_doubtful() const {
        return foreign_depth_ > 0 || selects_ > 0 || frameset_seen_;
    }
    void exceed(std::string what) {
        if (note_.empty() || !lossy_) note_ = std::move(what);
        lossy_ = true;
    }
    // Nothing that is seen went with it: the value of an attribute is shorter, no more.
    void shorten(std::string what) {
        if (note_.empty()) note_ = std::move(what);
    }
    const std::string& note() const { return note_; }  // the first that was lossy, else the first
    bool lossy() const { return lossy_; }
    bool plain() const { return plain_; }

  private:
    struct Open {
        TagTraits tag;
        bool kept = true;
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    bool start_formatting(const StartTag& tag, const TagTraits& traits);
    bool end_formatting(const TagTraits& traits);
    bool leaf(const StartTag& tag, const TagTraits& traits) const;
    bool push(const TagTraits& traits);
    bool count_nodes(std::size_t nodes);
    bool count_attributes(const StartTag& tag, const TagTraits& traits);
    void auto_close(const TagTraits& traits);
    void close_item(const TagTraits& traits);
    bool close_link(const TagTraits& traits);
    std::size_t find_end(const TagTraits& traits) const;
    // The nearest open element that `wanted` accepts, none when `stops` comes before it.
    template <class Wanted, class Stops>
    std::size_t find(Wanted wanted, Stops stops) const;
    std::size_t find_part(const TagTraits& traits, bool at_end_tag) const;
    bool too_many_strays();
    bool pop_to(std::size_t index);
    void popped(const Open& open);
    std::size_t find_formatting(std::uint64_t id) const;

    const DomLimits limits_;
    bool plain_;
    std::string note_;
    bool lossy_ = false;
    std::vector<Open> open_;
    std::vector<std::uint64_t> formatting_;  // active ones by name; 0 is a marker
    std::size_t live_ = 0;                   // of them behind the last marker
    std::size_t pending_ = 0;                // to be opened again at the next text
    std::size_t kept_ = 0;                   // in open_
    std::size_t nodes_ = 0, attributes_ = 0, root_attributes_ = 0;
    std::size_t work_ = 0, stray_work_ = 0;
    std::size_t foreign_depth_ = 0, templates_ = 0, tables_ = 0, selects_ = 0, paragraphs_ = 0;
    bool frameset_seen_ = false;
};

}  // namespace duwang::html
