// What the tree construction of the HTML standard knows about element names.
#pragma once

#include <cstdint>
#include <string_view>

namespace duwang::html {

enum TagKind : std::uint32_t {
    known = 1,        // has a rule or a name of its own
    special = 2,      // ends the search of an ordinary end tag
    scope = 4,        // "has an element in scope" ends here
    closes_p = 8,     // its start tag closes an open paragraph
    formatting = 16,  // b, i, font, a …: opened again where blocks cut them off
    marker = 32,      // formatting does not reach across
    is_void = 64,
    raw_text = 128,  // content without markup
    foreign = 256,   // svg, math
    heading = 512,
    table_part = 1024,  // ignored where no table is open
    breakout = 2048,    // HTML even inside svg and math
    generic_end = 4096  // its end tag closes everything up to it that is in scope
};

struct TagTraits {
    std::uint64_t id = 0;     // of the name
    std::uint32_t kinds = 0;  // TagKind bits; 0 for names without a rule
    std::string_view name{};  // empty for those
    bool is(std::uint32_t kind) const { return (kinds & kind) != 0; }
};

constexpr std::uint64_t tag_id(std::string_view name) {
    std::uint64_t h = 0xcbf29ce484222325u;
    for (char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return h;
}

TagTraits tag_traits(std::string_view lower_name);

}  // namespace duwang::html
