// Content-codings as servers apply them; the product only removes them.
#pragma once

#include <string>
#include <string_view>

namespace duwang::test {

// "gzip", "deflate" (zlib), "raw_deflate", "br" or "zstd". Throws for another name.
std::string encoded(std::string_view bytes, std::string_view coding);
// The coding of `count` zero bytes, made without holding them all.
std::string bomb(std::int64_t count, std::string_view coding);

}  // namespace duwang::test
