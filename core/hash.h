// SHA-256 of bytes, in lower-case hex.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace duwang {

std::string sha256_hex(std::string_view bytes);
std::string sha256_hex(std::string_view head,
                       std::string_view rest);  // of both, one after the other
std::string bytes_of_hex(std::string_view hex);  // two digits a byte
Result<std::string> sha256_file(const std::string& path);

// 64-bit hash for tables in memory (FNV-1a with a finishing mix); stable across machines.
std::uint64_t hash64(std::string_view bytes);

// The same purpose, eight bytes at a time: several times faster for what every page has by the
// thousand. Stable across machines too (words are read as little-endian).
std::uint64_t hash_words(std::string_view bytes);

}  // namespace duwang
