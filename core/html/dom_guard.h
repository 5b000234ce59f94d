// Keeps documents away from the DOM parser whose tree would take it far longer than their size
// suggests: what exceeds the bounds is blanked out, so that the rest can still be judged.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duwang::html {

// Measured: Gumbo 0.10.1 is quadratic in depth, attributes of a tag and unclosed formatting
// elements. Real pages stay far below these numbers.
struct DomLimits {
    std::size_t bytes_max = 4 << 20;
    std::size_t depth_max = 256;       // open elements
    std::size_t attributes_max = 100;  // of one tag
    std::size_t attributes_total_max = 200000;
    std::size_t attribute_bytes_max = 64 << 10;  // of one value
    std::size_t formatting_max = 100;            // open b, i, font …
    std::size_t foreign_max = 16;                // nested svg, math and template
    std::size_t nodes_max = 200000;              // elements, texts and comments
    std::size_t tree_bytes_max = 120 << 20;      // memory of the tree; the last resort, as is:
    std::size_t cpu_ms_max = 3000;               // of the thread, for building it
};

// A document as a tree may be built from it.
struct GuardedText {
    // Equal in length to the document, what was left out is blanks, so offsets stay true. Empty
    // when the document is harmless as it is.
    std::string repaired;
    std::string note;      // "dom: flattened, deeper than 256 elements"; empty when harmless
    bool lossy = false;    // text, tags or attributes went with it
    bool refused = false;  // too large: no tree should be built
};

// Time is linear in the size, whatever the document contains.
GuardedText guard_dom(std::string_view document, const DomLimits& limits = {});

}  // namespace duwang::html
