// Refuses documents whose tree would take a DOM parser far longer than their size suggests.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duwang::html {

// Measured: Gumbo 0.10.1 is quadratic in depth, attributes of a tag and unclosed formatting
// elements, and cannot be interrupted. Real pages stay far below these numbers.
struct DomLimits {
    std::size_t bytes_max = 4 << 20;
    std::size_t depth_max = 256;       // open elements
    std::size_t attributes_max = 256;  // of one tag
    std::size_t formatting_max = 100;  // open b, i, font, a …
    std::size_t foreign_max = 16;      // nested svg, math and template
};

// What would be exceeded, in words for a warning; empty when the document is harmless.
std::string dom_limit_hit(std::string_view document, const DomLimits& limits = {});

}  // namespace duwang::html
