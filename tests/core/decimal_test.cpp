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
    for (const char* text : {"", ".", "1.", ".5", "1,5", "0x1", "1e3", "1/0", "--1", "１",
                             "1234567890123456789012"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, OverflowIsAnErrorNeverAWrongNumber) {
    Decimal big = d("999999999999999999");
    EXPECT_THROW((void)(big * big), std::overflow_error);
    EXPECT_THROW((void)(big / 0), std::domain_error);
}

TEST(Decimal, Compares) {
    EXPECT_LT(d("0.1"), d("1/9"));
    EXPECT_EQ(d("0.50"), d("1/2"));
    EXPECT_GT(d("-0.1"), d("-0.2"));
}

}  // namespace
}  // namespace duwang
