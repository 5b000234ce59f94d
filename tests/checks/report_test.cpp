#include "checks/check.h"

namespace duwang::checks {
namespace {

constexpr FindingKind kinds[] = {{"dead", "“{text}”打不开：{reason}（{label}）"}};

std::vector<Evidence> seen() { return std::vector<Evidence>(1); }

TEST(Report, WordsOfThePageAreNeverTakenForPlaces) {
    Report report("links-dead", "lake", kinds);
    const Details details{{"text", "{reason}{label}{"}, {"reason", "返回 404"}};
    report.fail({"a#b", "链接"}, "dead", details, seen());
    EXPECT_EQ(report.take().at(0).message, "“{reason}{label}{”打不开：返回 404（链接）");
}

TEST(Report, NothingIsFoundWithoutEvidence) {
    Report report("links-dead", "lake", kinds);
    report.fail({"a#b", "链接"}, "dead", {}, {});
    report.doubtful({"a#c", "链接"}, "dead", {}, {});
    for (const CheckResult& result : report.take()) {
        EXPECT_EQ(result.outcome, Outcome::not_determined);
        EXPECT_TRUE(result.kind.empty());
        EXPECT_NE(result.cause, Cause::none);
    }
}

TEST(Report, CausesAreSpeltOutOnce) {
    Report report("links-dead", "lake", kinds);
    report.not_determined({"a#b", ""}, Cause::wall, "状态码 521");
    report.not_determined({"a#c", ""}, Cause::wall, "");
    const auto results = report.take();
    EXPECT_EQ(results.at(0).message, "被防护墙拦截：状态码 521");
    EXPECT_EQ(results.at(1).message, "被防护墙拦截");
}

TEST(Params, AreReadWithDefaults) {
    const Vocabulary vocabulary;
    const Params params({{"a", {"yes"}}, {"n", {"12"}}, {"bad", {"x"}}, {"none", {}}}, vocabulary);
    EXPECT_TRUE(params.yes("a"));
    EXPECT_FALSE(params.yes("b"));
    EXPECT_EQ(params.number("n", 5), 12);
    EXPECT_EQ(params.number("bad", 5), 5);
    EXPECT_EQ(params.number("none", 5), 5);
    EXPECT_EQ(params.text("none", "z"), "z");
    EXPECT_TRUE(params.list("b").empty());
}

}  // namespace
}  // namespace duwang::checks
