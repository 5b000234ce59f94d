// Addresses with characters that are not ASCII: sites of the last decade wrote them in GBK, pages
// and browsers of today send UTF-8. One of both may be right (link-judgement.md, row 6).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duwang {

// The same address with path and query in the other character set: UTF-8 becomes GBK and GBK
// becomes UTF-8. Nothing for an address of ASCII, or bytes that are neither.
std::optional<std::string> in_other_encoding(std::string_view url);

}  // namespace duwang
