// Character references: "&amp;", "&#x4e2d;".
#pragma once

#include <string>
#include <string_view>

namespace duwang::html {

enum class ReferencePlace { text, attribute };

// Decodes once, as the HTML standard does (in attributes "&copy=1" is left alone). Names that the
// standard does not have stay as written.
std::string decode_references(std::string_view raw, ReferencePlace place);
void append_decoded(std::string& out, std::string_view raw, ReferencePlace place);

}  // namespace duwang::html
