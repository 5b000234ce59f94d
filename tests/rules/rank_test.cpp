// 排名: ties, units without a settled total, and schemes beside each other.
#include "rules/scoring/rank.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace duwang::rules {
namespace {

Decimal d(const std::string& text) { return Decimal::parse(text).value(); }

ScoreSheet sheet(std::string unit, std::string published, std::string scheme = "town") {
    ScoreSheet sheet;
    sheet.unit = std::move(unit);
    sheet.scheme = std::move(scheme);
    sheet.applicable = 100;
    sheet.rank_low = sheet.rank_high = d(published);
    sheet.provisional = false;
    sheet.published = std::move(published);
    return sheet;
}

ScoreSheet provisional(std::string unit, const std::string& low, const std::string& high) {
    ScoreSheet open = sheet(std::move(unit), low);
    open.rank_high = d(high);
    open.provisional = true;
    open.published.clear();
    return open;
}

std::vector<int> ranks_of(std::vector<ScoreSheet> sheets) {
    rank(sheets);
    std::vector<int> ranks;
    for (const ScoreSheet& one : sheets) ranks.push_back(one.rank);
    return ranks;
}

// OP-29: equal totals share a rank and the next one is skipped; what was published decides.
TEST(Rank, EqualTotalsShareARankAndTheNextIsSkipped) {
    struct Row {
        std::vector<std::string> totals;
        std::vector<int> ranks;
    };
    const Row rows[] = {
        {{}, {}},
        {{"80"}, {1}},
        {{"80", "90"}, {2, 1}},
        {{"90", "90", "80"}, {1, 1, 3}},
        {{"70", "90", "80", "80", "90", "60"}, {5, 1, 3, 3, 1, 6}},
        {{"80", "80", "80"}, {1, 1, 1}},
        {{"80.0", "80.00", "79.99"}, {1, 1, 3}},  // as numbers, not as texts
        {{"100", "99.5", "9"}, {1, 2, 3}},
        {{"0", "-1"}, {1, 2}},
    };
    for (const Row& row : rows) {
        std::vector<ScoreSheet> sheets;
        for (const std::string& total : row.totals)
            sheets.push_back(sheet("u" + std::to_string(sheets.size()), total));
        EXPECT_EQ(ranks_of(sheets), row.ranks) << testing::PrintToString(row.totals);
    }
}

// OP-05: who is not settled has no rank, and takes none from those it cannot pass any more.
TEST(Rank, ProvisionalUnitsHaveNone) {
    EXPECT_EQ(ranks_of({provisional("a", "10", "60"), sheet("b", "80"),
                        provisional("c", "0", "79.99"), sheet("d", "90")}),
              (std::vector<int>{0, 2, 0, 1}));
    ScoreSheet earlier = provisional("a", "10", "60");
    earlier.rank = 1;  // from when it was settled
    EXPECT_EQ(ranks_of({earlier}), std::vector<int>{0});
    ScoreSheet nothing = provisional("a", "0", "0");  // asked by no indicator
    nothing.applicable = 0;
    EXPECT_EQ(ranks_of({nothing, sheet("b", "0")}), (std::vector<int>{0, 1}));
}

TEST(Rank, APlaceThatIsNotCertainIsNotGiven) {
    EXPECT_EQ(ranks_of({provisional("a", "70", "85"), sheet("b", "80"), sheet("c", "90"),
                        sheet("d", "60")}),
              (std::vector<int>{0, 0, 1, 4}));
    // Who can only draw level takes no place.
    EXPECT_EQ(ranks_of({provisional("a", "70", "80"), sheet("b", "80")}), (std::vector<int>{0, 1}));
}

TEST(Rank, EachSchemeRanksByItself) {
    EXPECT_EQ(ranks_of({sheet("a", "80", "town"), sheet("a", "50", "desk"),
                        sheet("b", "90", "town"), sheet("b", "50", "desk")}),
              (std::vector<int>{2, 1, 1, 1}));
}

TEST(Rank, TheOrderOfTheSheetsIsLeftAndMakesNoDifference) {
    std::vector<ScoreSheet> sheets{sheet("a", "70"), sheet("b", "90"), sheet("c", "70"),
                                   provisional("d", "0", "60")};
    rank(sheets);
    EXPECT_EQ(sheets[0].unit, "a");
    EXPECT_EQ(sheets[3].unit, "d");
    auto by_unit = [](const ScoreSheet& x, const ScoreSheet& y) { return x.unit < y.unit; };
    std::vector<ScoreSheet> turned(sheets.rbegin(), sheets.rend());
    rank(turned);
    std::ranges::sort(turned, by_unit);
    for (std::size_t i = 0; i < sheets.size(); ++i) EXPECT_EQ(turned[i].rank, sheets[i].rank) << i;
}

}  // namespace
}  // namespace duwang::rules
