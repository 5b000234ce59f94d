#include "core/hash.h"

#include <gtest/gtest.h>

#include <vector>

namespace duwang {
namespace {

// The messages of FIPS 180-2, appendix B, and what lies around the length of a block.
TEST(Hash, DigestsOfTwoAreThoseOfEach) {
    EXPECT_EQ(sha256_hex_of_two("abc", "").one,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::vector<std::size_t> lengths{0,   1,   55,     56,     63,     64,       65,
                                     119, 128, 65'534, 65'535, 65'536, 5'000'000};
    for (std::size_t length = 4'093; length < 300'000; length += 3'583) lengths.push_back(length);
    for (std::size_t one : lengths)
        for (std::size_t other : {0u, 1u, 56u, 64u, 47'001u, 65'534u, 65'535u, 131'072u}) {
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
