// Internationalised host names: "例子.测试" ↔ "xn--fsqu00a.xn--0zwm56d" (UTS 46).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duwang {

// The ASCII form a browser would ask for, lower case; nothing when the name cannot be one.
std::optional<std::string> domain_to_ascii(std::string_view utf8);
// The form people read; what cannot be converted stays as it is.
std::string domain_to_unicode(std::string_view ascii);

}  // namespace duwang
