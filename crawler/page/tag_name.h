// What kinds of elements there are, by their numbers.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/html/name_number.h"

namespace duwang::crawler {

// Longer names than eight letters are 0 (none of ours is).
constexpr std::uint64_t tag_number(std::string_view name) { return html::name_number(name); }

enum TagTrait : std::uint8_t {
    // Its edges separate words for a reader. Those of inline elements do not: "<b>20</b>26" is 2026
    // (quirk D10).
    block_tag = 1,
    void_tag = 2,       // has no content
    reference_tag = 4,  // may lead somewhere or carry a mark
    head_tag = 8,       // may stand before the body
};

// Asked for every tag, so it is a look into a table instead of a switch.
class TagTraits {
  public:
    constexpr TagTraits() {
        for (std::string_view name :
             {"div",   "p",    "li",   "ul",     "ol",      "br",      "tr",     "td",     "th",
              "table", "h1",   "h2",   "h3",     "h4",      "h5",      "h6",     "dl",     "dt",
              "dd",    "nav",  "form", "select", "section", "article", "header", "footer", "option",
              "body",  "main", "hr",   "aside",  "button",  "marquee", "center", "pre"})
            add(name, block_tag);
        for (std::string_view name : {"area", "base", "br", "col", "embed", "hr", "img", "input",
                                      "link", "meta", "param", "source", "track", "wbr", "frame"})
            add(name, void_tag);
        for (std::string_view name :
             {"a", "area", "iframe", "frame", "option", "img", "script", "link", "meta", "base"})
            add(name, reference_tag);
        for (std::string_view name : {"script", "iframe", "frame", "meta", "html", "head", "link",
                                      "title", "style", "base", "noscript"})
            add(name, head_tag);
    }
    constexpr std::uint8_t of(std::uint64_t number) const { return traits_[place(number)]; }

  private:
    constexpr std::size_t place(std::uint64_t number) const {
        std::size_t at = number * 0x9E3779B97F4A7C15u >> 56;
        while (numbers_[at] != 0 && numbers_[at] != number) at = (at + 1) % numbers_.size();
        return at;
    }
    constexpr void add(std::string_view name, TagTrait trait) {
        const std::size_t at = place(tag_number(name));
        numbers_[at] = tag_number(name);
        traits_[at] = static_cast<std::uint8_t>(traits_[at] | trait);
    }
    std::array<std::uint64_t, 256> numbers_{};
    std::array<std::uint8_t, 256> traits_{};
};

inline constexpr TagTraits tag_traits;

constexpr bool is_block(std::uint64_t tag) { return (tag_traits.of(tag) & block_tag) != 0; }
constexpr bool is_void(std::uint64_t tag) { return (tag_traits.of(tag) & void_tag) != 0; }

}  // namespace duwang::crawler
