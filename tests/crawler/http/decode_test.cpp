#include "crawler/http/decode.h"

#include "tests/support/coding.h"
#include "tests/support/deflated.h"

namespace duwang::crawler {
namespace {

using test::deflated;

constexpr std::int64_t plenty = 1 << 20;

TEST(Decode, GzipDeflateAndPlain) {
    std::string text = "政府信息公开 " + std::string(5'000, 'x');
    for (auto [coding, bits] :
         {std::pair{"gzip", 31}, {"x-gzip", 31}, {"deflate", 15}, {"deflate", -15}}) {
        Decoded decoded = decode_content(deflated(text, bits), coding, plenty);
        EXPECT_EQ(decoded.bytes, text) << coding << bits;
        EXPECT_EQ(decoded.end, Decoded::End::complete) << coding << bits;
    }
    EXPECT_EQ(decode_content(text, "", plenty).bytes, text);
}

TEST(Decode, BrotliOfALibrarysOwnMaking) {
    // "DuWang" as one uncompressed meta-block and an empty last one.
    std::string coded(
        "\x8b\x02\x80"
        "DuWang"
        "\x03",
        10);
    Decoded decoded = decode_content(coded, "br", plenty);
    EXPECT_EQ(decoded.bytes, "DuWang");
    EXPECT_EQ(decoded.end, Decoded::End::complete);
}

// E07: compressed without a word, and announced but plain.
TEST(Decode, E07WrongAnnouncements) {
    EXPECT_EQ(decode_content(deflated("hello", 31), "", plenty).bytes, "hello");
    EXPECT_EQ(decode_content("<html>plain</html>", "gzip", plenty).bytes, "<html>plain</html>");
}

TEST(Decode, ATruncatedCodingIsNotOk) {
    std::string coded = deflated(std::string(50'000, 'x') + "end", 31);
    Decoded decoded = decode_content(coded.substr(0, coded.size() / 2), "gzip", plenty);
    EXPECT_EQ(decoded.end, Decoded::End::truncated);
}

TEST(Decode, GarbageIsDamaged) {
    Decoded decoded = decode_content("\x1f\x8b\x08\x00garbage-garbage-garbage", "gzip", plenty);
    EXPECT_NE(decoded.end, Decoded::End::complete);
}

TEST(Decode, ABombStopsAtTheLimit) {
    std::string bomb = deflated(std::string(64 << 20, '\0'), 31);
    ASSERT_LT(bomb.size(), 100'000u);
    Decoded decoded = decode_content(bomb, "gzip", plenty);
    EXPECT_EQ(decoded.end, Decoded::End::too_large);
    EXPECT_EQ(static_cast<std::int64_t>(decoded.bytes.size()), plenty);
}

TEST(Decode, UnknownCodingIsSaid) {
    EXPECT_EQ(decode_content("abc", "compress", plenty).end, Decoded::End::unsupported);
}

TEST(Decode, ZstdInOneOrMoreFrames) {
    std::string text = "政府信息公开 " + std::string(100'000, 'x');
    std::string coded = test::encoded(text, "zstd");
    EXPECT_EQ(decode_content(coded, "zstd", plenty).bytes, text);
    EXPECT_EQ(decode_content(coded, "zstd", plenty).end, Decoded::End::complete);
    EXPECT_EQ(decode_content(coded + test::encoded("!", "zstd"), "zstd", plenty).bytes, text + "!");
    EXPECT_EQ(decode_content(coded.substr(0, coded.size() - 3), "zstd", plenty).end,
              Decoded::End::truncated);
    EXPECT_EQ(decode_content("xyz" + coded, "zstd", plenty).end, Decoded::End::damaged);
    EXPECT_EQ(decode_content(test::bomb(64 << 20, "zstd"), "zstd", plenty).end,
              Decoded::End::too_large);
}

TEST(Decode, AListIsRemovedFromTheEnd) {
    std::string twice = test::encoded(test::encoded("hello", "deflate"), "br");
    Decoded decoded = decode_content(twice, "deflate, br", plenty);
    EXPECT_EQ(decoded.bytes, "hello");
    EXPECT_EQ(decoded.end, Decoded::End::complete);
    EXPECT_EQ(decode_content(twice, " identity ,DEFLATE,BR ", plenty).bytes, "hello");
    EXPECT_EQ(decode_content(twice, "br, br, br, br, br", plenty).end, Decoded::End::unsupported);
    EXPECT_NE(decode_content(twice.substr(0, 9), "deflate, br", plenty).end,
              Decoded::End::complete);
}

TEST(Decode, GzipMayGoOnInAnotherMember) {
    std::string two = test::encoded("one", "gzip") + test::encoded("two", "gzip");
    EXPECT_EQ(decode_content(two, "gzip", plenty).bytes, "onetwo");
    EXPECT_EQ(decode_content(two + "rubbish", "gzip", plenty).end, Decoded::End::complete);
}

TEST(Decode, MarkupThatClaimsToBeCoded) {
    for (const char* coding : {"gzip", "deflate", "br", "zstd"}) {
        Decoded decoded = decode_content(" <!doctype html><html>", coding, plenty);
        EXPECT_EQ(decoded.bytes, " <!doctype html><html>") << coding;
        EXPECT_EQ(decoded.warning, "coding_not_applied") << coding;
    }
}

TEST(Decode, TheRatioIsLimitedBeyondOneMegabyte) {
    std::string bomb = test::bomb(16 << 20, "br");
    EXPECT_EQ(decode_content(bomb, "br", 64 << 20, 500).end, Decoded::End::too_large);
    EXPECT_EQ(decode_content(bomb, "br", 64 << 20).end, Decoded::End::complete);
    EXPECT_EQ(decode_content(test::bomb(1 << 20, "br"), "br", 64 << 20, 500).end,
              Decoded::End::complete);
}

}  // namespace
}  // namespace duwang::crawler
