#include "core/text/charset.h"

#include "core/csv.h"
#include "core/text/normalise.h"

namespace duwang {
namespace {

// "湖泊治理" repeated, in three sets.
constexpr std::string_view gb_lake = "\xBA\xFE\xB2\xB4\xD6\xCE\xC0\xED";
constexpr std::string_view big5_lake = "\xB4\xF2\xAA\x79\xAA\x76\xB2\x7A";  // 湖泊治理
constexpr std::string_view utf8_lake = "湖泊治理";

std::string times(std::string_view text, int count) {
    std::string out;
    while (count-- > 0) out += text;
    return out;
}

struct Sniff {
    std::string name, header, head, body, charset, source;
};
class Charset : public testing::TestWithParam<Sniff> {};
TEST_P(Charset, IsFound) {
    const CharsetGuess guess = sniff_charset(GetParam().head + GetParam().body, GetParam().header);
    EXPECT_EQ(guess.name, GetParam().charset);
    EXPECT_EQ(guess.source, GetParam().source);
}
const std::string gb20 = times(gb_lake, 20), utf20 = times(utf8_lake, 20),
                  big20 = times(big5_lake, 20);
INSTANTIATE_TEST_SUITE_P(
    E02, Charset,
    testing::Values(
        Sniff{"bom", "text/html; charset=gbk", "\xEF\xBB\xBF", utf20, "utf-8", "bom"},
        Sniff{"header", "text/html; charset=GB2312", "", gb20, "gb18030", "header"},
        Sniff{"header_quoted", "text/html;charset=\"utf-8\"", "", utf20, "utf-8", "header"},
        Sniff{"meta", "text/html", "<meta charset=gb2312>", gb20, "gb18030", "meta"},
        Sniff{"meta_http_equiv", "",
              "<META content='text/html; charset=gbk' http-equiv=Content-Type>", gb20, "gb18030",
              "meta"},
        Sniff{"M06_charset_beside_viewport", "",
              "<meta name=\"viewport\"charset=\"gbk\" content=\"x\">", gb20, "gb18030", "meta"},
        Sniff{"meta_in_comment", "", "<!-- <meta charset=big5> --><meta charset=gbk>", gb20,
              "gb18030", "meta"},
        Sniff{"meta_unknown_then_known", "", "<meta charset=nonsense><meta charset=gbk>", gb20,
              "gb18030", "meta"},
        Sniff{"conflict_utf8_wins", "text/html; charset=gbk", "<meta charset=utf-8>", utf20,
              "utf-8", "meta"},
        Sniff{"conflict_gbk_wins", "text/html; charset=utf-8", "<meta charset=gbk>", gb20,
              "gb18030", "meta"},
        Sniff{"undeclared_utf8", "", "<p>", utf20, "utf-8", "detected"},
        Sniff{"korean", "text/html; charset=EUC-KR", "<p>", times("\xC7\xD1\xB1\xB9", 30), "euc-kr",
              "header"},
        Sniff{"cyrillic_by_mistake", "text/html; charset=windows-1251", "<p>", times(gb_lake, 30),
              "gb18030", "detected"},
        Sniff{"hidden_set_by_mistake", "text/html; charset=hz-gb-2312", "<p>", times(gb_lake, 30),
              "gb18030", "detected"},
        Sniff{"user_defined_in_meta", "", "<meta charset=x-user-defined>", "plain", "windows-1252",
              "meta"},
        Sniff{"undeclared_gb", "", "<p>", gb20, "gb18030", "detected"},
        Sniff{"undeclared_big5", "", "<p>", big20, "big5", "detected"},
        Sniff{"server_default_latin1", "text/html; charset=ISO-8859-1", "<p>", gb20, "gb18030",
              "detected"},
        Sniff{"declared_gbk_is_utf8", "", "<meta charset=gbk>", utf20, "utf-8", "detected"},
        Sniff{"E08_fragment_in_other_set", "", "<meta charset=utf-8>",
              times(utf8_lake, 200) + std::string(gb_lake), "utf-8", "meta"},
        Sniff{"ascii", "", "<meta charset=gbk>", "plain", "gb18030", "meta"},
        Sniff{"empty", "", "", "", "utf-8", "detected"}),
    [](const auto& param) { return param.param.name; });

TEST(Charset, ContradictionIsReported) {
    const CharsetGuess guess =
        sniff_charset("<meta charset=gbk>" + utf20, "text/html; charset=utf-8");
    EXPECT_TRUE(guess.contradicted);
    EXPECT_EQ(guess.declared, (std::vector<std::string>{"header:utf-8", "meta:gbk"}));
}

TEST(Charset, Utf16) {
    const std::string bytes("\xFF\xFE<\0a\0\x56\x6E", 8);
    const CharsetGuess guess = sniff_charset(bytes, "");
    EXPECT_EQ(guess.name, "utf-16le");
    EXPECT_EQ(decode(bytes, guess.name).text, "<a湖");
}

struct Bytes {
    std::string name, label, bytes, text;
    std::size_t replaced;
};
class Decode : public testing::TestWithParam<Bytes> {};
TEST_P(Decode, GivesValidUtf8) {
    const Decoded decoded = decode(GetParam().bytes, GetParam().label);
    EXPECT_EQ(decoded.text, GetParam().text);
    EXPECT_EQ(decoded.replaced, GetParam().replaced);
    EXPECT_TRUE(is_valid_utf8(decoded.text));
}
INSTANTIATE_TEST_SUITE_P(
    Sets, Decode,
    testing::Values(Bytes{"E01_gbk_character_under_gb2312", "gb2312", "\x96\x7D", "杴", 0},
                    Bytes{"gb18030_four_bytes", "gbk", "\x95\x32\x82\x36", "\U00020000", 0},
                    Bytes{"euro", "gbk", "\x80", "€", 0},
                    Bytes{"gb_cut_off", "gbk", "\xBA", "\uFFFD", 1},
                    Bytes{"gb_broken_before_markup", "gbk", "\xBA<b>", "\uFFFD<b>", 1},
                    Bytes{"gb_ff", "gbk", "\xFF\xBA\xFE", "\uFFFD湖", 1},
                    Bytes{"big5", "big5", std::string(big5_lake), "湖泊治理", 0},
                    Bytes{"big5_broken", "big5", "\xB4\x20", "\uFFFD ", 1},
                    Bytes{"utf8_sound", "utf-8", "湖", "湖", 0},
                    Bytes{"utf8_cut_off", "utf-8", "\xE6\xB9", "\uFFFD", 1},
                    Bytes{"utf8_overlong", "utf-8",
                          "a\xC0\xAF"
                          "b",
                          "a\uFFFD\uFFFD"
                          "b",
                          2},
                    Bytes{"utf8_surrogate", "utf-8", "\xED\xA0\x80x", "\uFFFD\uFFFD\uFFFDx", 3},
                    Bytes{"utf16_lone_surrogate", "utf-16be",
                          std::string("\xD8\x00\x00"
                                      "a",
                                      4),
                          "\uFFFDa", 1},
                    Bytes{"windows_1252", "latin1", "\x80\xE9", "€é", 0}),
    [](const auto& param) { return param.param.name; });

TEST(Normalise, FoldsWidthsBlanksAndDashes) {
    EXPECT_EQ(match_form("网站标识码 ：ＢＭ１２\u3000\u00A0－3"), "网站标识码:bm12-3");
    EXPECT_EQ(strip_blanks("索\u2002引\u2003号\u200B\uFEFF"), "索引号");
    EXPECT_EQ(collapse_blanks("\u3000 a\n\t\u00A0b "), "a b");
    EXPECT_EQ(trim_blanks("\u3000 9901 \u200B"), "9901");
    EXPECT_EQ(trim_blanks(" \u3000 "), "");
    EXPECT_EQ(printable("a\u202Eb\x01"
                        "c\xFF\n\uE001"),
              "abc\uFFFD ");
}

TEST(Utf8, CutsBetweenCharacters) {
    EXPECT_EQ(truncate_code_points("湖a泊", 2), "湖a");
    EXPECT_EQ(truncate_code_points("湖", 5), "湖");
    EXPECT_EQ(count_code_points("湖a泊"), 3u);
    EXPECT_TRUE(is_cjk(U'湖'));
    EXPECT_FALSE(is_cjk(U'。'));
}

TEST(Csv, RowsCarryTheirLines) {
    const auto rows =
        parse_csv("\xEF\xBB\xBFname,home\r\n\"a \"\"b\"\"\nc\",\"x,y\"\r\n\r\nlast,", "sites.csv");
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 3u);
    EXPECT_EQ((*rows)[0].fields, (std::vector<std::string>{"name", "home"}));
    EXPECT_EQ((*rows)[1].fields, (std::vector<std::string>{"a \"b\"\nc", "x,y"}));
    EXPECT_EQ((*rows)[1].line, 2);
    EXPECT_EQ((*rows)[2].fields, (std::vector<std::string>{"last", ""}));
    EXPECT_EQ((*rows)[2].line, 5);
}

TEST(Csv, E09_Gb18030IsRecognised) {
    const auto rows = parse_csv("a," + std::string(gb_lake) + "\n", "x.csv");
    ASSERT_TRUE(rows);
    EXPECT_EQ((*rows)[0].fields[1], "湖泊治理");
}

TEST(Csv, ErrorsNameTheLine) {
    const auto open = parse_csv("a\nb,\"c\n\n", "x.csv");
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().code, Errc::config);
    EXPECT_NE(open.error().what.find("x.csv:2:"), std::string::npos);
    const auto behind = parse_csv("\"a\"b\n", "x.csv");
    ASSERT_FALSE(behind);
    EXPECT_NE(behind.error().what.find("x.csv:1:"), std::string::npos);
    EXPECT_FALSE(parse_csv(std::string("a\nb\0c", 5), "x.csv"));
}

}  // namespace
}  // namespace duwang
