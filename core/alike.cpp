#include "core/alike.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace duwang {

bool alike(std::uint64_t fingerprint_a, std::int64_t chars_a, std::uint64_t fingerprint_b,
           std::int64_t chars_b) {
    constexpr int distance_max = 3;  // bits
    if (std::popcount(fingerprint_a ^ fingerprint_b) > distance_max) return false;
    const std::int64_t longer = std::max(chars_a, chars_b);
    return std::llabs(chars_a - chars_b) * 20 <= longer;  // within 5 %
}

}  // namespace duwang
