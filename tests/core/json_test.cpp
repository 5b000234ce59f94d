#include "core/json.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

struct Row {
    std::string name;
    Json value;
    std::string expected;
};
class OneLine : public testing::TestWithParam<Row> {};
TEST_P(OneLine, IsWrittenAndReadBack) {
    EXPECT_EQ(GetParam().value.dump(), GetParam().expected);
    auto read = Json::parse(GetParam().expected);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->dump(), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Json, OneLine,
    testing::Values(
        Row{"null", Json(), "null"}, Row{"yes", true, "true"},
        Row{"number", std::int64_t{-9'007'199'254'740'993}, "-9007199254740993"},
        Row{"fraction", 0.25, "0.25"}, Row{"text", "网站标识码", "\"网站标识码\""},
        Row{"quotes", "a\"b\\c", R"("a\"b\\c")"}, Row{"controls", "a\nb\x01", R"("a\nb\u0001")"},
        
        // What would act on a terminal: delete, C1, other line ends, turned directions.
        Row{"hidden_controls", "a\x7F\xC2\x9B" "31m\xE2\x80\xA8\xE2\x80\xAE\xE2\x81\xA6",
            R"("a\u007f\u009b31m\u2028\u202e\u2066")"},
        Row{"their_neighbours", "\xC2\xA0\xE2\x80\xA7\xE2\x80\xAF\xE2\x81\xAA“”…",
            "\"\xC2\xA0\xE2\x80\xA7\xE2\x80\xAF\xE2\x81\xAA“”…\""},
        Row{"empty_array", Json::array(), "[]"}, Row{"empty_object", Json::object(), "{}"},
        Row{"order_is_kept", Json::object().set("b", 1).set("a", Json(Json::Array{1, "x", Json()})),
            R"({"b":1,"a":[1,"x",null]})"},
        Row{"set_again", Json::object().set("a", 1).set("b", 2).set("a", 3), R"({"a":3,"b":2})"}),
    [](const auto& row) { return row.param.name; });

TEST(Json, BrokenTextIsRepairedNotRefused) {
    EXPECT_EQ(Json("a\xFF"
                   "b")
                  .dump(),
              "\"a\xEF\xBF\xBD"
              "b\"");
}

TEST(Json, HoweverDeepATextIsNestedItIsRefusedOrRead) {
    EXPECT_FALSE(Json::parse(std::string(2'000'000, '[')));
    EXPECT_FALSE(Json::parse(std::string(600, '[') + std::string(600, ']')));
    EXPECT_TRUE(Json::parse(std::string(400, '[') + std::string(400, ']')));
    EXPECT_TRUE(Json::parse("\"" + std::string(600, '[') + "\\\"{\""));
}

TEST(Json, OfANameThatStandsTwiceTheLastValueCounts) {
    EXPECT_EQ(Json::parse(R"({"a":1,"b":2,"a":{"c":[]}})")->dump(), R"({"a":{"c":[]},"b":2})");
}

TEST(Json, ManyMembersAreReadInTheirOrder) {
    std::string text = "{";
    for (int i = 0; i < 200'000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
    const auto json = Json::parse(text + "\"last\":2}");
    ASSERT_TRUE(json);
    EXPECT_EQ(json->members().size(), 200'001u);
    EXPECT_EQ(json->members().back().first, "last");
}

}  // namespace
}  // namespace duwang
