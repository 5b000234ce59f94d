#include "core/decimal.h"

namespace duwang {
namespace {

Decimal d(std::string_view text) { return Decimal::parse(text).value(); }

TEST(Decimal, ArithmeticIsExact) {
    EXPECT_EQ((d("0.1") + d("0.2")).exact(), "0.3");
    EXPECT_EQ((d("2") - d("0.5") * 3).exact(), "0.5");
    EXPECT_EQ((d("1") / 3 * 3).exact(), "1");
    EXPECT_EQ((d("1") / 6).exact(), "1/6");
}

TEST(Decimal, RoundsHalfUpOnlyWhenPublished) {
    struct Row {
        const char* value;
        int places;
        const char* published;
    };
    for (Row row : {Row{"0.005", 2, "0.01"}, Row{"0.0049", 2, "0.00"}, Row{"-0.005", 2, "-0.01"},
                    Row{"2.345", 2, "2.35"}, Row{"1/3", 2, "0.33"}, Row{"99.995", 2, "100.00"},
                    Row{"-0.001", 2, "0.00"}, Row{"7", 0, "7"}, Row{"7.5", 0, "8"}})
        EXPECT_EQ(d(row.value).rounded(row.places), row.published) << row.value;
}

TEST(Decimal, RefusesWhatIsNoNumber) {
    for (const char* text :
         {"", ".", "1.", ".5", "1,5", "0x1", "1e3", "1/0", "--1", "１", "1/", "/2", "1.5/2", "1/-2",
          "1/1234567890123456789012.5", "1234567890123456789012/0000000000000000000000"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, ReadsWhatIsLong) {
    const std::string digits(1200, '7');
    for (const std::string& text : std::vector<std::string>{
             "1234567890123456789012", "-1234567890123456789012", "1/" + digits,
             "-" + digits + "/2", "123456789012345678.000000000000000005", "9223372036854775808",
             "-9223372036854775809"}) {
        const auto value = Decimal::parse(text);
        ASSERT_TRUE(value) << text;
        EXPECT_EQ(Decimal::parse(value->exact()).value(), *value) << text;
        EXPECT_EQ(value->is_negative(), text.front() == '-') << text;
    }
    EXPECT_EQ(d("1234567890123456789012").exact(), "1234567890123456789012");
    EXPECT_EQ(d("00000000000000000000000000000008").exact(), "8");
    EXPECT_EQ(d("7777777777777777777777/7777777777777777777777").exact(), "1");
}

TEST(Decimal, TooLongIsAnErrorNeverAWrongNumber) {
    const auto refused = Decimal::parse(std::string(1300, '7'));
    ASSERT_FALSE(refused);
    EXPECT_LT(refused.error().what.size(), 200u);  // it does not repeat all of it
    EXPECT_FALSE(Decimal::parse("1/" + std::string(1000000, '7')));
    EXPECT_FALSE(Decimal::parse("0." + std::string(100000, '3')));
    Decimal big = d("999999999999999999");
    for (int i = 0; i < 6; ++i) big = big * big;  // 60 bits × 64
    EXPECT_THROW((void)(big * big), std::overflow_error);
    EXPECT_THROW((void)(d("1") / big / big), std::overflow_error);
    EXPECT_THROW((void)(big / 0), std::domain_error);
    EXPECT_THROW((void)(d("1") / 0), std::domain_error);
}

TEST(Decimal, MeansOfManyUnitsAreExact) {
    Decimal sum, backwards;
    for (int i = 2; i <= 97; ++i) sum += Decimal::fraction(1, i);
    for (int i = 97; i >= 2; --i) backwards += Decimal::fraction(1, i);
    EXPECT_EQ(sum, backwards);
    EXPECT_EQ(sum.exact(),
              "289832649391254448353484431721433373535607/"
              "69720375229712477164533808935312303556800");
    EXPECT_EQ(sum.rounded(18), "4.157072425905957099");
    EXPECT_EQ(sum.rounded(30), "4.157072425905957098570526869639");
    EXPECT_EQ(sum.truncated(3), "4.157");
    for (int i = 2; i <= 97; ++i) sum -= Decimal::fraction(1, i);
    EXPECT_EQ(sum, Decimal(0));
    EXPECT_TRUE(sum.is_zero());
}

TEST(Decimal, LongNumbersRoundLikeShortOnes) {
    struct Row {
        const char *value, *exact, *rounded, *truncated;
    };
    for (const Row& row : {
             Row{"12345678901234567890.005", "12345678901234567890.005", "12345678901234567890.01",
                 "12345678901234567890.00"},
             Row{"-12345678901234567890.005", "-12345678901234567890.005",
                 "-12345678901234567890.01", "-12345678901234567890.00"},
             Row{"12345678901234567890.0049999", "12345678901234567890.0049999",
                 "12345678901234567890.00", "12345678901234567890.00"},
             Row{"-99999999999999999999.995", "-99999999999999999999.995",
                 "-100000000000000000000.00", "-99999999999999999999.99"},
             Row{"-1/99999999999999999999", "-1/99999999999999999999", "0.00", "0.00"},
             Row{"200000000000000000001/20000000000000000000",
                 "200000000000000000001/20000000000000000000", "10.00", "10.00"},
         }) {
        EXPECT_EQ(d(row.value).exact(), row.exact);
        EXPECT_EQ(d(row.value).rounded(2), row.rounded) << row.value;
        EXPECT_EQ(d(row.value).truncated(2), row.truncated) << row.value;
        EXPECT_EQ(d(row.value), d(d(row.value).exact())) << row.value;
    }
}

TEST(Decimal, WhatFitsIsAlwaysShort) {
    const Decimal half = d("1") / 2;
    const Decimal large = d("123456789012345678901234567890");
    EXPECT_EQ((large + half) - large, half);
    EXPECT_EQ(large * half / large, half);
    EXPECT_EQ(large - large, Decimal(0));
    EXPECT_EQ(-(-large), large);
    EXPECT_EQ((-large).exact(), "-123456789012345678901234567890");
    EXPECT_EQ(d("9223372036854775807") + 1 - 1, d("9223372036854775807"));
    EXPECT_EQ(Decimal(INT64_MIN) - 1 + 1, Decimal(INT64_MIN));
    EXPECT_EQ((-Decimal(INT64_MIN)).exact(), "9223372036854775808");
}

TEST(Decimal, LongNumbersAreValues) {
    Decimal one = d("123456789012345678901234567890"), two = one;
    two += 1;
    EXPECT_EQ(one.exact(), "123456789012345678901234567890");
    EXPECT_EQ(two.exact(), "123456789012345678901234567891");
    EXPECT_LT(one, two);
    EXPECT_LT(-two, -one);
    EXPECT_LT(-two, Decimal(0));
    EXPECT_GT(one, Decimal(INT64_MAX));
    EXPECT_NE(one, two);
    two = one;
    EXPECT_EQ(two, one);
    two = Decimal(3);
    EXPECT_EQ(two, Decimal(3));
    Decimal moved = std::move(one);
    EXPECT_EQ(moved.exact(), "123456789012345678901234567890");
    one = Decimal(5);
    EXPECT_EQ(one + 1, Decimal(6));
    EXPECT_EQ(max(moved, two), moved);
    EXPECT_EQ(min(moved, two), Decimal(3));
}

TEST(Decimal, Compares) {
    EXPECT_LT(d("0.1"), d("1/9"));
    EXPECT_EQ(d("0.50"), d("1/2"));
    EXPECT_GT(d("-0.1"), d("-0.2"));
}

}  // namespace
}  // namespace duwang
