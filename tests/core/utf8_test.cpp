// What is valid UTF-8 must not depend on where it stands or on how many bytes are looked at at
// once.
#include "core/text/utf8.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace duwang {
namespace {

// The table of the Unicode standard (3-7): what may follow a lead byte.
std::size_t length_of(std::string_view text) {
    const auto in = [&](std::size_t at, unsigned low, unsigned high) {
        const unsigned byte = at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
        return byte >= low && byte <= high;
    };
    const auto tails = [&](std::size_t from, std::size_t to) {
        for (; from < to; ++from)
            if (!in(from, 0x80, 0xBF)) return false;
        return true;
    };
    if (in(0, 0x00, 0x7F)) return 1;
    if (in(0, 0xC2, 0xDF)) return tails(1, 2) ? 2 : 0;
    if (in(0, 0xE0, 0xEF)) {
        const bool second = in(0, 0xE0, 0xE0)   ? in(1, 0xA0, 0xBF)
                            : in(0, 0xED, 0xED) ? in(1, 0x80, 0x9F)
                                                : in(1, 0x80, 0xBF);
        return second && tails(2, 3) ? 3 : 0;
    }
    if (!in(0, 0xF0, 0xF4)) return 0;
    const bool second = in(0, 0xF0, 0xF0)   ? in(1, 0x90, 0xBF)
                        : in(0, 0xF4, 0xF4) ? in(1, 0x80, 0x8F)
                                            : in(1, 0x80, 0xBF);
    return second && tails(2, 4) ? 4 : 0;
}

std::size_t expected_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = length_of(text.substr(at));
        if (length == 0) break;
        at += length;
    }
    return at;
}

std::string repeated(std::string_view part, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += part;
    return text;
}

TEST(Utf8, TheValidPrefixIsTheSameWhereverAnErrorStands) {
    constexpr std::array<unsigned char, 18> seconds{0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                                    0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF,
                                                    0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xFF};
    constexpr std::array<unsigned char, 5> thirds{0x41, 0x80, 0xBF, 0xC3, 0xE4};
    const std::string tail = repeated("政a府", 150);
    for (std::string_view part : {"abcdefg", "公告é", "😀通知x"})
        for (std::size_t place : {0, 3, 61, 63, 64, 66, 93, 95, 96, 97, 127, 128, 140}) {
            std::string text = repeated(part, 200).substr(0, place);
            text.resize(expected_prefix(text));
            const std::size_t at = text.size();
            text += "????" + tail;
            for (unsigned lead = 0x41; lead < 256; ++lead)
                for (unsigned char second : seconds)
                    for (unsigned char third : thirds) {
                        text[at] = static_cast<char>(lead);
                        text[at + 1] = static_cast<char>(second);
                        text[at + 2] = static_cast<char>(third);
                        text[at + 3] = (lead + second) % 2 == 0 ? '\x90' : '?';
                        ASSERT_EQ(valid_utf8_prefix(text), expected_prefix(text))
                            << at << ": " << lead << " " << int{second} << " " << int{third};
                    }
        }
}

TEST(Utf8, ATextMayEndAnywhere) {
    const std::string text = repeated("a公é😀", 300);
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const std::string_view cut = std::string_view(text).substr(0, size);
        EXPECT_EQ(valid_utf8_prefix(cut), expected_prefix(cut)) << size;
    }
}

}  // namespace
}  // namespace duwang
