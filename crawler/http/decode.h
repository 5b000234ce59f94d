// Removes a content-coding with limits on size and ratio, and tells whether the coding ended.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace duwang::crawler {

struct Decoded {
    enum class End { complete, truncated, damaged, too_large, unsupported };
    std::string bytes;  // everything up to the trouble
    End end = End::complete;
};

// `coding`: the Content-Encoding header, perhaps a list. A body that is not in the coding it claims
// (E07: claimed gzip, is plain) is passed through; a gzip body nobody announced is decoded.
Decoded decode_content(std::string_view body, std::string_view coding, std::int64_t bytes_max);

}  // namespace duwang::crawler
