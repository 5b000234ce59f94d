#include "core/hash.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

// The messages of FIPS 180-2, appendix B, and what lies around the length of a block.
TEST(Hash, DigestsOfTwoAreThoseOfEach) {
    EXPECT_EQ(sha256_hex_of_two("abc", "").one,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (std::size_t one : {0u, 1u, 55u, 56u, 63u, 64u, 65u, 119u, 128u, 47'000u})
        for (std::size_t other : {0u, 1u, 56u, 64u, 47'001u}) {
            const std::string first(one, 'a'), second(other, 'b');
            const DigestPair digests = sha256_hex_of_two(first, second);
            EXPECT_EQ(digests.one, sha256_hex(first)) << one << " beside " << other;
            EXPECT_EQ(digests.other, sha256_hex(second)) << other << " beside " << one;
        }
}

TEST(Hash, HexAndBytes) {
    EXPECT_EQ(hex_of_bytes(std::string_view("\0\x7f\xff", 3)), "007fff");
    EXPECT_EQ(bytes_of_hex("007fFF"), std::string_view("\0\x7f\xff", 3));
}

}  // namespace
}  // namespace duwang
