// Verdicts on links over time: situations.yaml, row by row of the decision table.
#include "checks/links/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "tests/checks/links/situation.h"

namespace duwang::checks::links {
namespace {

std::vector<Yaml> situations() {
    const auto all = Yaml::load(DUWANG_SOURCE_DIR "/tests/checks/links/situations.yaml");
    return all ? all->items() : std::vector<Yaml>{};
}

std::string name_of(const testing::TestParamInfo<Yaml>& info) {
    std::string name;
    for (const char c : info.param["name"].text())
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
}

class Verdict : public testing::TestWithParam<Yaml> {};

TEST_P(Verdict, FollowsTheTable) {
    const Yaml& one = GetParam();
    const LinkTarget target = test::target_of(one);
    const LinkVerdict verdict = judge_link(target, {});
    EXPECT_EQ(test::verdict_line(verdict), one["verdict"].text()) << verdict.reason;
    EXPECT_FALSE(verdict.reason.empty());
    if (one["due"]) {
        EXPECT_EQ(verdict.due.unix_ms, test::begin_ms + test::span_of(one["due"].text()));
    }
    for (const Yaml& wanted : one["wanted"].items())
        EXPECT_NE(std::ranges::find(verdict.wanted, wanted.text()), verdict.wanted.end())
            << wanted.text();
}

// A pure function of the records: nothing of an earlier judgement is left.
TEST_P(Verdict, IsTheSameAgain) {
    const LinkTarget target = test::target_of(GetParam());
    EXPECT_EQ(judge_link(target, {}).reason, judge_link(target, {}).reason);
}

// Neither a wall, nor our own failures, nor a first look may ever cost points.
TEST_P(Verdict, WithoutABasisNothingIsDeducted) {
    const LinkVerdict verdict = judge_link(test::target_of(GetParam()), {});
    const bool may_cost =
        verdict.link_class == LinkClass::broken || verdict.link_class == LinkClass::soft_404;
    EXPECT_EQ(may_cost, verdict.basis != Basis::none);
}

INSTANTIATE_TEST_SUITE_P(Situations, Verdict, testing::ValuesIn(situations()), name_of);

TEST(Situations, CoverTheClasses) {
    std::set<std::string> classes;
    for (const Yaml& one : situations()) {
        const std::string line = one["verdict"].text();
        classes.insert(line.substr(0, line.find(' ')));
    }
    EXPECT_EQ(classes.size(), 10u);
}

}  // namespace
}  // namespace duwang::checks::links
