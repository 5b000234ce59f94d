// 隐藏手法: how an element hides itself from readers (quirks X01, X02). Most hidden things are
// legitimate – tabs, menus, dialogs, counters –, so this only names the way and judges nothing.
// Style sheets are not read.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/html/tokenizer.h"
#include "core/html/tree.h"

namespace duwang::crawler {

enum class Hiding : std::uint8_t {
    none,
    display_none,
    visibility_hidden,
    attribute,   // hidden
    off_screen,  // moved thousands of pixels away
    tiny,        // 0 or 1 pixel, or fully transparent
    font_size_zero,
    same_colour,  // letters in the colour of their background
    marquee,      // a marquee 0 or 1 pixel high or wide
    zero_width,   // a link of nothing but characters without width
    noscript,     // shown only without scripts
};

std::string_view word_of(Hiding hiding);  // "display_none"; empty for none

// By a style attribute. Cheap for styles that surely hide nothing.
Hiding hiding_of_style(std::string_view style);

// display:none or visibility:hidden, with any blanks: a reader sees nothing of what is inside. The
// other ways hide from some readers only.
bool hides_contents(std::string_view style);
bool hides_itself(html::Node element);  // so, or by the attribute

// Remembers the last style: pages pasted from word processors repeat theirs thousands of times.
class HidingReader {
  public:
    // By the element's own attributes. The page must stay where it is between calls.
    Hiding of(const html::StartTag& tag);
    void forget() { last_ = {}; }

  private:
    std::string_view last_;
    Hiding last_hiding_ = Hiding::none;
};

}  // namespace duwang::crawler
