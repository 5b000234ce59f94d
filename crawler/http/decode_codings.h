// One content-coding each. Everything up to the trouble is given, and how it ended.
#pragma once

#include <cstdint>
#include <string_view>

#include "crawler/http/decode.h"

namespace duwang::crawler {

Decoded decode_gzip(std::string_view body, std::int64_t bytes_max);
Decoded decode_deflate(std::string_view body, std::int64_t bytes_max);  // zlib, or bare
Decoded decode_brotli(std::string_view body, std::int64_t bytes_max);
Decoded decode_zstd(std::string_view body, std::int64_t bytes_max);

}  // namespace duwang::crawler
