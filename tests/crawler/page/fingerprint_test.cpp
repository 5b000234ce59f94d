// A fingerprint must not depend on how its text came.
#include "crawler/page/fingerprint.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>

namespace duwang::crawler {
namespace {

std::string long_text(std::size_t bytes, int changed) {
    std::string text;
    for (int line = 0; text.size() < bytes; ++line)
        text += (line == changed ? "更正" : "关于印发") + std::string("全县第") +
                std::to_string(line * 7919) + "号 实施方案的通知😀\n";
    return text;
}

TEST(Fingerprint, TextThatGrowsGivesTheSame) {
    const std::string text = long_text(400'000, -1);
    Fingerprint whole, grown;
    for (std::size_t step : {1'000, 33'000, 70'001}) {
        grown.begin();
        for (std::size_t size = 0; size < text.size(); size += step)
            grown.grown(std::string_view(text).substr(0, size));
        EXPECT_EQ(grown.finish(text), whole.of(text)) << step;
    }
}

TEST(Fingerprint, PagesBeforeDoNotMatter) {
    const std::string small = long_text(500, -1), large = long_text(900'000, -1);
    Fingerprint used;
    const std::uint64_t first = used.of(small);
    used.of(large);
    EXPECT_EQ(used.of(small), first);
    EXPECT_EQ(used.of(small), Fingerprint().of(small));
    EXPECT_EQ(used.of(large), Fingerprint().of(large));
}

TEST(Fingerprint, OneLineMoreOrLessChangesFewBits) {
    Fingerprint fingerprint;
    const std::uint64_t one = fingerprint.of(long_text(60'000, -1));
    const std::uint64_t other = fingerprint.of(long_text(60'000, 100));
    EXPECT_LE(std::popcount(one ^ other), 6);
    EXPECT_EQ(fingerprint.of(""), 0u);
    EXPECT_NE(fingerprint.of("公告"), 0u);
}

TEST(Fingerprint, AnyControlCharacterIsABlank) {
    for (char c = 1; c < ' '; ++c) {
        const std::string text =
            std::string("first") + c + "second words" + std::string(9, c) + "third";
        EXPECT_EQ(Fingerprint().of(text), Fingerprint().of("first second words third")) << int{c};
    }
}

}  // namespace
}  // namespace duwang::crawler
