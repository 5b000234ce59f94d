// The tree of a document whose tags nest, made from its tokens: what every DOM parser would build,
// at a tenth of the cost. Wherever the standard would repair something that could lead elsewhere
// – misnested formatting, text in tables, elements outside of html – it gives up.
#pragma once

#include <string_view>

#include "core/html/dom_guard.h"
#include "core/html/tree.h"

namespace duwang::html {

// False: nothing is said about the document, and `tree` holds nothing. What reaches one of the
// limits is left to the guard. The tree has views of `document`.
bool build_nested(std::string_view document, const DomLimits& limits, Tree& tree);

}  // namespace duwang::html
