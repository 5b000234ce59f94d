#include "rules/scoring/score.h"

#include <algorithm>
#include <random>

#include "rules/scoring/deduction.h"
#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

using enum Outcome;

ScoreSheet sheet_of(const std::vector<CheckResult>& results,
                    const std::vector<EnteredMark>& marks = {}) {
    return score_unit(small_scheme(), county(), true, results, marks, "2022");
}

const IndicatorScore& line(const ScoreSheet& sheet, std::string_view id) {
    for (const IndicatorScore& indicator : sheet.indicators)
        if (indicator.id == id) return indicator;
    ADD_FAILURE() << id;
    return sheet.indicators.front();
}

// Six marks may be missing on a site that nobody could look at: more than the one answer says.
TEST(Score, ASiteThatWasNotCapturedKeepsAllPointsOpen) {
    CheckResult blind = result("www.x.gov.cn", not_determined);
    EXPECT_EQ(line(sheet_of({blind}), "1").open, d("0.1"));  // the dearest that one object can cost
    blind.covers_all = true;
    EXPECT_EQ(line(sheet_of({blind}), "1").open, d("1"));
    EXPECT_EQ(line(sheet_of({blind}), "1").deducted, d("0"));
    // What another site already lost is lost.
    const IndicatorScore both = line(sheet_of({blind, result("icp", fail, "missing-mark")}), "1");
    EXPECT_EQ(both.deducted, d("0.1"));
    EXPECT_EQ(both.open, d("0.9"));
    EXPECT_EQ(both.earned, d("0"));
}

TEST(Score, CrawledIndicatorSaysHowItsPointsCameAbout) {
    struct Row {
        std::vector<CheckResult> results;
        const char *deducted, *open, *earned, *arithmetic;
    };
    const CheckResult icp = result("icp", fail, "missing-mark");
    const CheckResult psb = result("psb", fail, "missing-mark");
    const CheckResult blind = result("code", not_determined);
    for (const Row& row : {
             Row{{result("icp", pass)}, "0", "0", "1", "1"},
             Row{{icp, psb, blind}, "0.2", "0.1", "0.7", "1 − 2 × 0.1 = 0.8（待定 0.1）"},
             Row{{icp, icp}, "0.1", "0", "0.9", "1 − 1 × 0.1 = 0.9"},
             // OP-07: on one object the graver of two alternatives wins.
             Row{{icp, result("icp", fail, "malformed-mark")},
                 "0.1",
                 "0",
                 "0.9",
                 "1 − 1 × 0.1 = 0.9"},
             Row{{icp, result("psb", fail, "malformed-mark")},
                 "0.15",
                 "0",
                 "0.85",
                 "1 − 1 × 0.1 − 1 × 0.05 = 0.85"},
             Row{{result("x", fail, "no-site"), result("y", fail, "no-site")},
                 "0.5",
                 "0",
                 "0.5",
                 "1 − 0.5（只扣一次） = 0.5"},
             Row{{result("x", fail, "kind-without-a-rule")}, "0", "0", "1", "1"},
             // A doubtful answer can cost what its own kind costs, no more.
             Row{{result("icp", doubtful, "malformed-mark")},
                 "0",
                 "0.05",
                 "0.95",
                 "1（待定 0.05）"},
             Row{{}, "0", "1", "0", "1（待定 1）"},
         }) {
        ScoreSheet sheet = sheet_of(row.results);
        const IndicatorScore& score = line(sheet, "1");
        EXPECT_EQ(score.deducted.exact(), row.deducted) << row.arithmetic;
        EXPECT_EQ(score.earned.exact(), row.earned) << row.arithmetic;
        EXPECT_EQ(score.arithmetic, row.arithmetic);
    }
}

CheckResult everything() {
    CheckResult blind = result("site", not_determined);
    blind.covers_all = true;
    return blind;
}

TEST(Score, UndecidedObjectsCanCostAtMostTheDearestRules) {
    struct Row {
        std::vector<CheckResult> results;
        const char* open;
    };
    for (const Row& row : {
             // about one object: it could be any gap of an object, but none of the whole
             Row{{result("a", not_determined)}, "0.1"},
             Row{{result("a", not_determined), result("b", not_determined)}, "0.2"},
             Row{{result("a", not_determined), result("b", pass)}, "0.1"},
             Row{{result("a", not_determined), result("b", fail, "missing-mark")}, "0.1"},
             // nothing could be seen at all
             Row{{everything()}, "1"},
             Row{{everything(), result("b", fail, "missing-mark")}, "0.9"},
             // two kinds on one object, no alternatives of each other
             Row{{result("a", doubtful, "no-site"), result("a", doubtful, "missing-mark")}, "0.6"},
             Row{{result("a", doubtful, "no-site"), result("b", pass)}, "0.5"},
             Row{{result("a", doubtful, "kind-without-a-rule")}, "0"},
             Row{{result("a", fail, "no-site"), result("b", not_determined)}, "0.1"},
             Row{{result("a", doubtful, "no-site"), result("b", doubtful, "no-site")}, "0.5"},
             Row{{result("a", doubtful), result("b", pass)}, "0.1"},
             // several answers about one object count once
             Row{{result("a", doubtful), result("a", not_determined), result("b", pass)}, "0.1"},
         }) {
        const ScoreSheet sheet = sheet_of(row.results);
        EXPECT_EQ(line(sheet, "1").open.exact(), row.open);
        EXPECT_TRUE(sheet.provisional);
    }
}

TEST(Score, CapStopsAtTheFullMark) {
    std::vector<CheckResult> results;
    for (int i = 0; i < 30; ++i)
        results.push_back(result("o" + std::to_string(i), fail, "missing-mark"));
    const ScoreSheet sheet = sheet_of(results);
    EXPECT_EQ(line(sheet, "1").earned.exact(), "0");
    EXPECT_EQ(line(sheet, "1").parts[0].deductions[0].asked.exact(), "3");
    EXPECT_EQ(line(sheet, "1").parts[0].deductions[0].taken.exact(), "1");
    EXPECT_EQ(line(sheet, "1").arithmetic, "1 − 1（30 × 0.1，封顶） = 0");
}

TEST(Score, FailWithoutEvidenceCostsNothing) {
    CheckResult bare = result("icp", fail, "missing-mark");
    bare.evidence.clear();
    EXPECT_FALSE(ConfirmedFail::from(bare));
    const ScoreSheet sheet = sheet_of({bare});
    EXPECT_EQ(line(sheet, "1").deducted.exact(), "0");
    EXPECT_FALSE(line(sheet, "1").open.is_zero());
    EXPECT_EQ(line(sheet, "1").parts[0].note, "1 个对象缺少证据");
}

TEST(Score, SheetAddsUpAndReNormalises) {
    // 2b is not asked of a county without the group: 3 of 4 points apply.
    ScoreSheet sheet = sheet_of({result("icp", fail, "missing-mark")});
    EXPECT_EQ(sheet.applicable.exact(), "3");
    EXPECT_EQ(sheet.decided.exact(), "1");
    EXPECT_EQ(sheet.earned.exact(), "0.9");
    EXPECT_EQ(sheet.low.exact(), "1.2");       // 0.9 ÷ 3 × 4
    EXPECT_EQ(sheet.high.rounded(2), "3.87");  // 2.9 ÷ 3 × 4
    EXPECT_TRUE(sheet.provisional);
    EXPECT_EQ(line(sheet, "2").arithmetic, "3 − 1（不适用） = 2（待定 2）");
    EXPECT_EQ(line(sheet, "2").parts[0].note, "待录入");

    EnteredMark finance{"gaochang", "2a", d("1.5"), "缺一张表", "甲", "2022-10-31"};
    EnteredMark bonus{"gaochang", "B1", d("0.5"), "有创新", "甲", "2022-10-31"};
    sheet = sheet_of({result("icp", pass)}, {finance, bonus});
    EXPECT_FALSE(sheet.provisional);
    EXPECT_EQ(sheet.low, sheet.high);
    EXPECT_EQ(sheet.low.rounded(2), "3.33");
    EXPECT_EQ(sheet.bonus.exact(), "0.5");  // apart, not re-scaled
    EXPECT_EQ(line(sheet, "2").arithmetic, "3 − 0.5（录分） − 1（不适用） = 1.5");
}

TEST(Score, MarkSettlesWhatACheckCouldNot) {
    EnteredMark mark{"gaochang", "1", d("0.6"), "人工核实", "甲", "2022-10-31"};
    const ScoreSheet sheet = sheet_of({result("icp", not_determined)}, {mark});
    EXPECT_EQ(line(sheet, "1").earned.exact(), "0.6");
    EXPECT_EQ(line(sheet, "1").state, LineState::decided);
    EXPECT_EQ(line(sheet, "1").parts[0].results.size(), 1u);
}

TEST(Score, InvalidOrForeignMarksAreNotUsed) {
    for (EnteredMark mark : {EnteredMark{"gaochang", "2a", d("2.5"), "", "", ""},
                             EnteredMark{"gaochang", "2a", d("-1"), "", "", ""},
                             EnteredMark{"shanshan", "2a", d("1"), "", "", ""}})
        EXPECT_EQ(line(sheet_of({}, {mark}), "2").open.exact(), "2") << mark.points.exact();
}

TEST(Score, NotApplicableLeavesTheDenominator) {
    ScoreSheet sheet = sheet_of({result("a", not_applicable), result("b", not_applicable)});
    EXPECT_EQ(line(sheet, "1").state, LineState::not_applicable);
    EXPECT_EQ(sheet.applicable.exact(), "2");

    Unit village = county();
    village.kind = "village";
    sheet = score_unit(small_scheme(), village, false, {}, {}, "2022");
    EXPECT_TRUE(sheet.applicable.is_zero());
    EXPECT_EQ(sheet.high.exact(), "0");
    EXPECT_EQ(sheet.indicators[0].arithmetic, "不适用");
}

TEST(Score, ResultsOfOthersAreIgnored) {
    CheckResult other = result("icp", fail, "missing-mark");
    other.unit = "shanshan";
    EXPECT_EQ(line(sheet_of({other}), "1").open.exact(), "1");
}

std::vector<CheckResult> random_results(std::mt19937& random) {
    constexpr Outcome outcomes[] = {pass, fail, doubtful, not_determined, not_applicable};
    constexpr const char* kinds[] = {"missing-mark", "malformed-mark", "no-site", "unknown"};
    std::vector<CheckResult> results;
    for (auto i = random() % 20u; i > 0; --i) {
        auto outcome = outcomes[random() % 5];
        bool finding = outcome == fail || outcome == doubtful;
        results.push_back(result("o" + std::to_string(random() % 6), outcome,
                                 finding ? kinds[random() % 4] : ""));
    }
    return results;
}

TEST(Score, PropertiesHoldForAnyResults) {
    std::mt19937 random(20220930);
    for (int round = 0; round < 100; ++round) {
        std::vector<CheckResult> results = random_results(random);
        const ScoreSheet sheet = sheet_of(results);
        for (const IndicatorScore& score : sheet.indicators) {
            EXPECT_FALSE(score.earned.is_negative());
            EXPECT_FALSE(score.open.is_negative());
            EXPECT_LE(score.deducted + score.open, score.full);
        }
        EXPECT_LE(sheet.low, sheet.high);
        EXPECT_LE(sheet.high, sheet.full);

        std::ranges::shuffle(results, random);
        EXPECT_EQ(to_json(sheet).dump(), to_json(sheet_of(results)).dump()) << "order matters";

        results.push_back(result("o9", not_determined));
        const ScoreSheet blinder = sheet_of(results);
        EXPECT_EQ(line(blinder, "1").deducted, line(sheet, "1").deducted);
        EXPECT_TRUE(blinder.provisional);
    }
}

}  // namespace
}  // namespace duwang::rules
