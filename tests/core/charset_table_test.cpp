// Every code of the character sets that Chinese pages use, compared with a browser. The
// expectations come from tests/core/charset/make.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "core/hash.h"
#include "core/text/charset.h"

namespace duwang {
namespace {

std::ifstream data(const std::string& file) {
    return std::ifstream(std::string(DUWANG_SOURCE_DIR) + "/tests/core/charset/" + file);
}

std::string code_points(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (!out.empty()) out += '+';
        out += fmt::format("{:X}", static_cast<std::uint32_t>(next_code_point(text, at)));
    }
    return out;
}

std::string pair_table(const std::string& set) {
    Decoder decoder;
    std::string out;
    for (int lead = 0x80; lead <= 0xFF; ++lead) {
        out += fmt::format("pair {} {:x} ", set, lead);
        for (int trail = 0; trail <= 0xFF; ++trail) {
            const char bytes[2] = {static_cast<char>(lead), static_cast<char>(trail)};
            out += code_points(decoder.decode({bytes, 2}, set).text);
            out += trail == 0xFF ? '\n' : ',';
        }
    }
    return out;
}

std::string as_sent(std::string_view query) {
    std::string out;
    for (char c : query) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x80 ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return out;
}

std::string query_table(const std::string& set) {
    std::string out = "query " + set + " ";
    const auto add = [&](char32_t first, char32_t end) {
        for (char32_t c = first; c < end; ++c) {
            std::string character;
            append_utf8(character, c);
            out += as_sent(encode_query(character, set)) + ',';
        }
    };
    add(0x80, 0xD800);
    add(0xE000, 0x10000);
    add(0x20000, 0x2FA20);
    out.back() = '\n';
    return out;
}

TEST(CharsetTables, AllPairsAndQueriesAreThoseOfTheStandard) {
    std::ifstream file = data("tables.txt");
    std::string kind, set, digest;
    int tables = 0;
    for (; file >> kind >> set >> digest; ++tables)
        EXPECT_EQ(sha256_hex(kind == "pair" ? pair_table(set) : query_table(set)), digest)
            << kind << " " << set << ": make with a folder keeps the table to compare with";
    EXPECT_EQ(tables, 6);
}

// What ICU has elsewhere, so that a failure of the above can be read.
TEST(CharsetTables, CodesThatLibrariesDifferIn) {
    EXPECT_EQ(code_points(decode("\xA3\xA0", "gbk").text), "3000");
    EXPECT_EQ(code_points(decode("\xFE\x59", "gbk").text), "9FB4");
    EXPECT_EQ(code_points(decode("\xA6\xD9", "gb18030").text), "FE10");
    EXPECT_EQ(code_points(decode("\x80", "gb2312").text), "20AC");
    EXPECT_EQ(code_points(decode("\x88\x62\x88\xA5", "big5").text), "CA+304+EA+30C");
    EXPECT_EQ(code_points(decode("\xA3\xC0", "big5").text), "2400");
    EXPECT_EQ(code_points(decode("\x81\x40", "big5").text), "FFFD+40");
    EXPECT_EQ(code_points(decode("\xA0\xFE", "big5").text), "2626B");
}

TEST(CharsetTables, FourByteCodes) {
    std::ifstream file = data("four_bytes.txt");
    Decoder decoder;
    int first = 0, last = 0, checked = 0;
    std::string start;
    while (file >> first >> last >> start) {
        const unsigned long value = std::stoul(start, nullptr, 16);
        // The ends of a run and a sample of its inside.
        for (int pointer = first; pointer <= last;
             pointer = pointer == last ? last + 1 : std::min(last, pointer + 37), ++checked) {
            const char bytes[4] = {static_cast<char>(0x81 + pointer / 12600),
                                   static_cast<char>(0x30 + pointer / 1260 % 10),
                                   static_cast<char>(0x81 + pointer / 10 % 126),
                                   static_cast<char>(0x30 + pointer % 10)};
            const unsigned long wanted =
                start == "FFFD" ? value : value + static_cast<unsigned long>(pointer - first);
            ASSERT_EQ(code_points(decoder.decode({bytes, 4}, "gb18030").text),
                      fmt::format("{:X}", wanted))
                << pointer;
        }
    }
    EXPECT_GT(checked, 40000);
}

TEST(CharsetTables, MalformedSequencesAreTheSameErrors) {
    std::ifstream file = data("malformed.txt");
    Decoder decoder;
    std::string set, written, wanted;
    int checked = 0;
    for (; file >> set >> written >> wanted; ++checked) {
        std::string bytes;
        for (std::size_t i = 0; i < written.size(); i += 2)
            bytes += static_cast<char>(std::stoi(written.substr(i, 2), nullptr, 16));
        const Decoded got = decoder.decode(bytes, set);
        EXPECT_EQ(code_points(got.text), wanted) << set << " " << written;
        EXPECT_EQ(got.replaced > 0, wanted.find("FFFD") != std::string::npos);
    }
    EXPECT_EQ(checked, 760);
}

TEST(CharsetTables, AllLabelsAreKnown) {
    std::ifstream file = data("labels.txt");
    std::string label, name;
    int labels = 0;
    for (; file >> label >> name; ++labels)
        EXPECT_EQ(charset_of_label(label), name == "gbk" ? "gb18030" : name) << label;
    EXPECT_EQ(labels, 228);
    EXPECT_EQ(charset_of_label(" GB2312\n"), "gb18030");
    for (std::string_view unknown : {"", " ", "gb", "utf", "utf-8 utf8", "8859"})
        EXPECT_EQ(charset_of_label(unknown), "") << unknown;
}

TEST(CharsetTables, OtherSetsAreReadToo) {
    EXPECT_EQ(decode("\xC7\xD1\xB1\xB9", "euc-kr").text, "한국");
    EXPECT_EQ(decode("\x93\xFA\x96\x7B", "shift_jis").text, "日本");
    EXPECT_EQ(decode("\xCC\xE8\xF0", "windows-1251").text, "Мир");
    const Decoded hidden = decode("<script>", "hz-gb-2312");
    EXPECT_EQ(hidden.text, "\uFFFD");
    EXPECT_EQ(hidden.replaced, 1u);
}

// The loop that reads nearly all pages of old sites.
TEST(CharsetTables, LongTextGrowsAsItMust) {
    std::string bytes, wanted;
    for (int i = 0; i < 3000; ++i) {
        bytes += "ab\xBA\xFE\x80\xFF\xB2\xB4<";
        wanted += "ab湖€\uFFFD泊<";
    }
    const Decoded got = decode(bytes, "gb2312");
    EXPECT_EQ(got.text, wanted);
    EXPECT_EQ(got.replaced, 3000u);
    EXPECT_EQ(decode(std::string(5000, '\xFF'), "big5").replaced, 5000u);
    EXPECT_EQ(decode(std::string(5000, '\x80'), "gbk").text.size(), 15000u);
}

}  // namespace
}  // namespace duwang
