// Corners of the composition that no document asks for.
#include <gtest/gtest.h>

#include "rules/assessment/evaluation.h"
#include "tests/rules/assessment_year.h"

namespace duwang::rules {
namespace {

constexpr const char* two_parts = R"(
id: p
title: 考评
version: "1"
effective_from: "2022-01-01"
period: {from: "2022-01-01", until: "2022-12-31"}
settings:
  - {name: other, title: 另一部分占比, why: 文件没有写}
groups:
  - id: g
    title: 县区
    objects: [county]
    result:
      parts:
        - {id: one, title: 一部分, share: "100%", mark: {}}
        - {id: other, title: 另一部分, share: {setting: other}, mark: {}}
)";

Inventory counties(std::initializer_list<const char*> ids) {
    Inventory inventory;
    for (const char* id : ids) {
        Unit unit;
        unit.id = unit.name = id;
        unit.kind = "county";
        inventory.units.push_back(std::move(unit));
    }
    return inventory;
}

AssessmentEntry mark(std::string unit, std::string item, std::string value) {
    AssessmentEntry entry;
    entry.unit = std::move(unit);
    entry.item = std::move(item);
    entry.value = std::move(value);
    entry.by = "甲";
    entry.reason = "评议";
    entry.at = "2022-12-01";
    return entry;
}

TEST(Assessment, APartThatCountsNothingKeepsNothingOpen) {
    const AssessmentPlan plan = plan_of(two_parts, {{"other", {"0", "settings:1:1"}}});
    const Inventory inventory = counties({"a"});
    const std::vector entries{mark("a", "one", "88")};
    const Assessment result = assess(plan, {inventory, entries, {}}, "2022-12-31").value();
    const UnitAssessment& unit = result.groups[0].units[0];
    EXPECT_EQ(unit.standing, Standing::final);
    EXPECT_EQ(unit.published, "88.00");
    EXPECT_EQ(unit.base.lines[1].standing, Standing::exempt);
    EXPECT_EQ(unit.base.lines[1].note, "权重为 0，不计");
}

// Units that are each other's parents, and one that is its own.
TEST(Assessment, AnInventoryThatGoesRoundInCircles) {
    Inventory inventory = counties({"a", "b", "c"});
    inventory.units[0].parent = "b";
    inventory.units[1].parent = "a";
    inventory.units[2].parent = "c";
    const Subordinates subordinates(inventory);
    EXPECT_EQ(subordinates.of("a").size(), 1u);
    EXPECT_EQ(subordinates.of("b").size(), 1u);
    EXPECT_TRUE(subordinates.of("c").empty());
}

// A plan of one group with the given result, over 2022.
AssessmentPlan plan_with(const std::string& result) {
    return plan_of(
        "id: p\ntitle: 考评\nversion: \"1\"\neffective_from: \"2022-01-01\"\n"
        "period: {from: \"2022-01-01\", until: \"2022-12-31\"}\n"
        "groups:\n  - id: g\n    title: 县区\n    objects: [county]\n    result:\n      " +
        result + "\n");
}

AssessmentEntry entry(AssessmentEntryKind kind, std::string unit, std::string item,
                      std::string value, std::string at = "2022-12-01") {
    AssessmentEntry entry = mark(std::move(unit), std::move(item), std::move(value));
    entry.kind = kind;
    entry.at = std::move(at);
    return entry;
}

AssessmentEntry rating(const std::string& unit, const std::string& rater, const char* value) {
    AssessmentEntry one = entry(AssessmentEntryKind::rating, unit, "r", value);
    one.rater = rater;
    return one;
}

UnitAssessment first(const AssessmentPlan& plan, const Inventory& inventory,
                     const std::vector<AssessmentEntry>& entries,
                     const std::vector<RoundScore>& scores = {},
                     const std::string& as_of = "2022-12-15") {
    return assess(plan, {inventory, entries, scores}, as_of).value().groups.at(0).units.at(0);
}

TEST(Assessment, OfOneDayWhatCameLastHolds) {
    const AssessmentPlan plan = plan_with("mark: {}");
    const Inventory inventory = counties({"a"});
    using Kind = AssessmentEntryKind;
    for (const auto& [earlier, later] :
         {std::pair("2022-12-01T09:30", "2022-12-01"),
          std::pair("2022-12-01T23:00:00+08:00", "2022-12-01T16:00:00Z"),
          std::pair("2022-11-30T23:59", "2022-12-01T00:00")})
        EXPECT_EQ(first(plan, inventory,
                        {entry(Kind::mark, "a", "result", "90", earlier),
                         entry(Kind::mark, "a", "result", "50", later)})
                      .published,
                  "50.00")
            << earlier << " " << later;
    // An exemption is taken back on the same day, at an hour that seems earlier.
    EXPECT_EQ(first(plan, inventory,
                    {entry(Kind::mark, "a", "result", "90"),
                     entry(Kind::exempt, "a", "result", "", "2022-12-02T09:00"),
                     entry(Kind::exempt, "a", "result", "withdrawn", "2022-12-02")})
                  .published,
              "90.00");
}

constexpr const char* named_raters =
    "ratings: [{id: r, title: 成员单位, named: [乙局, 市委宣传部, 丙县]}]";

TEST(Assessment, ABodyThatThePlanNamesIsTheUnitOfThatName) {
    const AssessmentPlan plan = plan_with(named_raters);
    Inventory inventory = counties({"a", "c"});
    inventory.units[1].aliases = {"丙县"};
    Unit bureau;
    bureau.id = "b";
    bureau.name = "乙局";
    bureau.kind = "department";
    inventory.units.push_back(bureau);
    const RaterBook raters(inventory);
    const Component& group = plan.groups[0].result.lines[0];
    std::vector<std::string> ids;
    for (const Rater& rater : raters.of(group, inventory.units[0])) ids.push_back(rater.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"b", "市委宣传部", "c"}));
    EXPECT_EQ(raters.of(group, inventory.units[1]).size(), 2u) << "丙县 does not rate itself";
}

TEST(Assessment, RatingsAreOpenWhileSomebodyCanStillRate) {
    const AssessmentPlan plan = plan_with(named_raters);
    const Inventory inventory = counties({"a"});
    const std::vector entries{rating("a", "乙局", "90")};
    const UnitAssessment during = first(plan, inventory, entries);
    EXPECT_EQ(during.standing, Standing::provisional);
    EXPECT_EQ(during.total_low, Decimal(30));
    EXPECT_EQ(during.total_high, Decimal::fraction(290, 3));
    EXPECT_EQ(first(plan, inventory, entries, {}, "2023-01-01").published, "90.00");
}

constexpr const char* free_sample =
    "levels: [{id: v, title: 村, ratio: \"1\", members: [village], coverage: \"50%\", mark: {}}]";

TEST(Assessment, WithoutADrawOthersMayStillBeEvaluated) {
    const AssessmentPlan plan = plan_with(free_sample);
    Inventory inventory = counties({"a"});
    for (const char* id : {"v1", "v2", "v3", "v4"}) {
        Unit village;
        village.id = village.name = id;
        village.kind = "village";
        village.parent = "a";
        inventory.units.push_back(village);
    }
    std::vector entries{mark("v1", "v", "100"), mark("v2", "v", "100")};
    const UnitAssessment during = first(plan, inventory, entries);
    EXPECT_EQ(during.standing, Standing::provisional);
    EXPECT_EQ(during.total_low, Decimal(50));
    EXPECT_EQ(during.total_high, Decimal(100));
    EXPECT_EQ(first(plan, inventory, entries, {}, "2023-01-01").published, "100.00");
    entries.push_back(mark("v3", "v", "0"));
    const UnitAssessment more = first(plan, inventory, entries);
    EXPECT_GE(more.total_low, during.total_low);
}

RoundScore sheet(const std::string& scheme, int edition, const Decimal& total) {
    RoundScore score;
    score.round = "r";
    score.scheme = scheme;
    score.unit = "a";
    score.edition = edition;
    score.as_of = "2022-12-01";
    score.full = 100;
    score.base_low = score.base_high = min(total, Decimal(100));
    score.total_low = score.total_high = total;
    score.provisional = false;
    return score;
}

TEST(Assessment, WhatAnotherVersionScoredAgainIsNoneOfThisOnes) {
    const Inventory inventory = counties({"a"});
    const std::vector scores{sheet("own", 1, 80), sheet("supplement", 0, 70)};
    EXPECT_EQ(first(plan_with("round: {id: r}"), inventory, {}, scores).published, "80.00");
    EXPECT_EQ(
        first(plan_with("round: {id: r, scheme: supplement}"), inventory, {}, scores).published,
        "70.00");
}

TEST(Assessment, ASheetIsNotWorthMoreThanTheFullMark) {
    const UnitAssessment unit =
        first(plan_with("round: {id: r}"), counties({"a"}), {}, {sheet("own", 1, 103)});
    EXPECT_EQ(unit.published, "100.00");
    EXPECT_EQ(unit.base.note, "超过 100 分的部分不计；要计加分，方案须分开取基础分和加分");
}

TEST(Assessment, NoticesCanBeTakenBack) {
    const AssessmentPlan plan = plan_with("rectification: {}");
    const Inventory inventory = counties({"a"});
    const auto notice = [](const char* object, const char* value, const char* at) {
        AssessmentEntry one = entry(AssessmentEntryKind::rectify, "a", "result", value, at);
        one.object = object;
        return one;
    };
    const auto wrong = notice("1号", "not_done", "2022-12-01");
    EXPECT_EQ(first(plan, inventory, {wrong}).published, "0.00");
    EXPECT_EQ(first(plan, inventory, {wrong, notice("", "none", "2022-12-02")}).standing,
              Standing::not_evaluated);
    EXPECT_EQ(first(plan, inventory,
                    {wrong, notice("1号", "withdrawn", "2022-12-02"),
                     notice("2号", "on_time", "2022-12-02")})
                  .published,
              "100.00");
    EXPECT_EQ(first(plan, inventory,
                    {notice("", "none", "2022-12-01"), notice("3号", "late", "2022-12-02")})
                  .published,
              "50.00");
}

TEST(Assessment, AShareThatIsMissingMattersOnlyWhereItIsAsked) {
    const AssessmentPlan plan = plan_of(two_parts);
    const auto exempt = [](const char* item) {
        return entry(AssessmentEntryKind::exempt, "a", item, "");
    };
    const Inventory inventory = counties({"a"});
    EXPECT_EQ(first(plan, inventory, {exempt("one")}).standing, Standing::blocked);
    EXPECT_EQ(first(plan, inventory, {exempt("one"), exempt("other")}).standing,
              Standing::not_evaluated);
    EXPECT_EQ(first(plan, inventory, {exempt("other"), mark("a", "one", "70")}).published, "70.00");
}

}  // namespace
}  // namespace duwang::rules
