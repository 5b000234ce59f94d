// Base64: bytes as letters, in probes' questions and in pages that hide their pager (quirk P08).
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace duwang {

std::string base64(std::string_view bytes);

// Of both alphabets, with or without padding; line ends are skipped. Errc::usage for anything else.
Result<std::string> base64_decoded(std::string_view text);

}  // namespace duwang
