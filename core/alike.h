// Pages that say nearly the same.
#pragma once

#include <cstdint>

namespace duwang {

// Near-duplicates by fingerprint (crawler/page/fingerprint.h) and length of the visible text.
bool alike(std::uint64_t fingerprint_a, std::int64_t chars_a, std::uint64_t fingerprint_b,
           std::int64_t chars_b);

}  // namespace duwang
