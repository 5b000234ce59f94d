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

}  // namespace
}  // namespace duwang::rules
