// Removes content-codings with limits on size and ratio, and tells whether the coding ended.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace duwang::crawler {

struct Decoded {
    enum class End { complete, truncated, damaged, too_large, unsupported };
    std::string bytes;  // everything up to the trouble
    End end = End::complete;
    // "coding_not_applied" (announced, but plain), "coding_not_announced", or "".
    std::string_view warning;
};

// `coding`: the Content-Encoding header, perhaps a list, in the order in which it was applied. A
// body that is not in the coding it claims (E07: claimed gzip, is plain) is passed through; a gzip
// body nobody announced is decoded. `ratio_max`: decoded bytes for each byte sent, looked at beyond
// 1 MiB; 0: any.
Decoded decode_content(std::string_view body, std::string_view coding, std::int64_t bytes_max,
                       int ratio_max = 0);

// Nothing to be decoded: the body is the content as it stands.
bool is_plain_content(std::string_view body, std::string_view coding, std::int64_t bytes_max);

}  // namespace duwang::crawler
