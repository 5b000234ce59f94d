// SHA-256 of bytes, in lower-case hex.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/result.h"

namespace duwang {

std::string sha256_hex(std::string_view bytes);
std::string sha256_hex(std::string_view head,
                       std::string_view rest);  // of both, one after the other
struct DigestPair {
    std::string one, other;
};
// Of two texts; of up to 64 KiB in little more time than the longer one takes.
DigestPair sha256_hex_of_two(std::string_view one, std::string_view other);
std::string bytes_of_hex(std::string_view hex);     // two digits a byte
std::string hex_of_bytes(std::string_view bytes);   // lower case
std::string hex_of(std::uint64_t number);           // sixteen digits
std::uint64_t number_of_hex(std::string_view hex);  // 0 for what is none
Result<std::string> sha256_file(const std::string& path);

// 64-bit hash for tables in memory (FNV-1a with a finishing mix); stable across machines.
std::uint64_t hash64(std::string_view bytes);

// The same purpose, eight bytes at a time: several times faster for what every page has by the
// thousand. Stable across machines too (words are read as little-endian).
inline std::uint64_t hash_words(std::string_view bytes) {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::uint64_t factor = 0x9fb21c651e98df25u;
    std::uint64_t hash = bytes.size() * factor;
    const auto mix = [&](std::uint64_t word) {
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    };
    while (bytes.size() >= 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data(), 8);
        mix(word);
        bytes.remove_prefix(8);
    }
    if (const std::size_t left = bytes.size(); left > 0) {
        // From both ends, so that no call is needed for a few bytes.
        std::uint64_t word = 0;
        const auto* first = reinterpret_cast<const unsigned char*>(bytes.data());
        if (left >= 4) {
            std::uint32_t low, high;
            std::memcpy(&low, first, 4);
            std::memcpy(&high, first + left - 4, 4);
            word = low | std::uint64_t{high} << (left - 4) * 8;
        } else {
            for (std::size_t i = 0; i < left; ++i) word |= std::uint64_t{first[i]} << i * 8;
        }
        mix(word);
    }
    hash *= 0xff51afd7ed558ccdu;
    return hash ^ (hash >> 29);
}

}  // namespace duwang
