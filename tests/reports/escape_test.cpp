#include "reports/escape.h"

#include <gtest/gtest.h>

#include "reports/utf8.h"

namespace duwang::reports {
namespace {

TEST(Escape, Html) {
    EXPECT_EQ(html("<a href='x'>&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
    EXPECT_EQ(html(std::string("a\0b", 3)), "ab");
    EXPECT_EQ(html("a\xff\xC3"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Escape, CsvFormulaStarters) {
    for (const char* cell : {"=1", "+1", "-1", "@a", "\t=1", "  =1", "\r=1", "＝1"})
        EXPECT_TRUE(csv_cell(cell).starts_with("\"'")) << cell;
    EXPECT_EQ(csv_cell("3.38"), "\"3.38\"");
    EXPECT_EQ(csv_cell(""), "\"\"");
}

TEST(Escape, LinksLeadToWebAddressesOnly) {
    EXPECT_EQ(link_target("javascript:alert(1)"), "");
    EXPECT_EQ(link_target("data:text/html,x"), "");
    EXPECT_EQ(link_target("https://a.gov.cn/"), "https://a.gov.cn/");
}

TEST(Escape, FileNames) {
    for (const char* name : {"../../etc", "a/b", "", ".", "..", "高昌", "a\\b", "con:x"}) {
        std::string safe = file_name(name);
        EXPECT_FALSE(safe.empty());
        EXPECT_NE(safe[0], '.');
        EXPECT_EQ(safe.find_first_of("/\\:"), safe.npos) << safe;
    }
    EXPECT_EQ(file_name("gaochang-1"), "gaochang-1");
    EXPECT_LE(file_name(std::string(5000, 'a')).size(), 100u);
}

TEST(Escape, MasksPersonalNumbersOnly) {
    struct Row {
        const char *text, *masked;
    };
    for (Row row : {Row{"电话13912345678。", "电话139****5678。"},
                    Row{"650102199001011234", "650***********1234"},
                    Row{"65010219900101123X", "650***********123X"},
                    Row{"6222021234567890123", "622************0123"},
                    Row{"新ICP备05001234号", "新ICP备05001234号"},
                    Row{"新公网安备65210102000012号", "新公网安备65210102000012号"},
                    Row{"6521010002", "6521010002"}, Row{"0995-8521234", "0995-8521234"},
                    Row{"20220930", "20220930"}, Row{"", ""}})
        EXPECT_EQ(mask_personal(row.text), row.masked);
}

TEST(Escape, ShortensBetweenCharacters) {
    EXPECT_EQ(shorten("高昌区", 7), "高昌…");
    EXPECT_EQ(shorten("高昌区", 9), "高昌区");
    EXPECT_EQ(shorten("\xff\xff\xff", 2), "\xff\xff…");
}

TEST(Utf8, WidthOfColumns) {
    EXPECT_EQ(display_width("高昌abc"), 7u);
    EXPECT_EQ(display_width("–×÷"), 3u);
    EXPECT_EQ(fit_left("高昌区政府", 6), "高昌… ");
    EXPECT_EQ(fit_right("75.00", 7), "  75.00");
    EXPECT_EQ(fit_left("", 3), "   ");
}

TEST(Utf8, RefusesOverlongAndSurrogates) {
    for (const char* bytes :
         {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80", "\xE4\xBD"})
        EXPECT_FALSE(character_at(bytes, 0).valid);
    EXPECT_EQ(character_at("𠮷", 0).bytes, 4u);
}

}  // namespace
}  // namespace duwang::reports
