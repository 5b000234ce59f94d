// 乱码: text that was read in the wrong charset once too often. Only what a reader sees is asked
// about: garbage in scripts hurts nobody (quirk H10).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duwang {

struct Garble {
    std::size_t characters = 0;  // of the text that are garbage
    std::string sample;          // the first piece of them, read again as it was meant
};

// 双重编码 (E03): UTF-8 that was taken for windows-1252 and stored as UTF-8 again ("ä¸­å›½").
// A look for one byte where there is none.
Garble double_encoded(std::string_view utf8);

// Characters by which UTF-8 taken for GBK shows (E04): they are in ，：。、的 read so, and in
// hardly any Chinese text.
inline constexpr std::string_view garbled_signs[] = {"锛", "銆", "鐨"};

}  // namespace duwang
