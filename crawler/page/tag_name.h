// What kinds of elements there are, by their numbers.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/html/name_number.h"

namespace duwang::crawler {

// Longer names than eight letters are 0 (none of ours is).
constexpr std::uint64_t tag_number(std::string_view name) { return html::name_number(name); }

// Elements whose edges separate words for a reader. Inline elements do not: "<b>20</b>26" is 2026
// (quirk D10).
constexpr bool is_block(std::uint64_t tag) {
    switch (tag) {
        case tag_number("div"):
        case tag_number("p"):
        case tag_number("li"):
        case tag_number("ul"):
        case tag_number("ol"):
        case tag_number("br"):
        case tag_number("tr"):
        case tag_number("td"):
        case tag_number("th"):
        case tag_number("table"):
        case tag_number("h1"):
        case tag_number("h2"):
        case tag_number("h3"):
        case tag_number("h4"):
        case tag_number("h5"):
        case tag_number("h6"):
        case tag_number("dl"):
        case tag_number("dt"):
        case tag_number("dd"):
        case tag_number("section"):
        case tag_number("article"):
        case tag_number("header"):
        case tag_number("footer"):
        case tag_number("nav"):
        case tag_number("form"):
        case tag_number("select"):
        case tag_number("option"):
        case tag_number("body"):
        case tag_number("main"):
        case tag_number("hr"):
        case tag_number("aside"):
        case tag_number("button"):
        case tag_number("marquee"):
        case tag_number("center"):
        case tag_number("pre"):
            return true;
        default:
            return false;
    }
}

constexpr bool is_void(std::uint64_t tag) {
    switch (tag) {
        case tag_number("area"):
        case tag_number("base"):
        case tag_number("br"):
        case tag_number("col"):
        case tag_number("embed"):
        case tag_number("hr"):
        case tag_number("img"):
        case tag_number("input"):
        case tag_number("link"):
        case tag_number("meta"):
        case tag_number("param"):
        case tag_number("source"):
        case tag_number("track"):
        case tag_number("wbr"):
        case tag_number("frame"):
            return true;
        default:
            return false;
    }
}

}  // namespace duwang::crawler
