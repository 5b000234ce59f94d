// What composing a year costs beside reading pages: 50 units × 3 components × 4 quarters, written
// as JSON with every intermediate value. Prints CPU seconds of both, and their ratio.
#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <string>

#include "core/hash.h"
#include "rules/assessment/assess.h"
#include "rules/assessment/plan_reader.h"
#include "tests/bench/parses.h"

namespace {

using namespace duwang;

constexpr int units = 50, components = 3, quarters = 4;

rules::AssessmentPlan plan() {
    std::string text =
        "id: bench\ntitle: 一年\nversion: \"1\"\neffective_from: \"2022-01-01\"\n"
        "period: {from: \"2022-01-01\", until: \"2022-12-31\"}\ngroups:\n"
        "  - id: all\n    title: 部门\n    objects: [department]\n    result:\n      parts:\n";
    constexpr const char* shares[] = {"30%", "50%", "20%"};
    for (int i = 0; i < components; ++i) {
        text += fmt::format(
            "        - id: c{0}\n          title: 第{0}部分\n          share: "
            "\"{1}\"\n          mean:\n",
            i, shares[i]);
        for (int quarter = 1; quarter <= quarters; ++quarter)
            text += fmt::format("            - {{id: c{}-q{}, title: {}季度, mark: {{}}}}\n", i,
                                quarter, quarter);
    }
    auto load = rules::read_plan(text, "plan.yaml");
    if (load.plan) return std::move(*load.plan);
    fmt::print(stderr, "{}\n", load.errors.front().what);
    std::exit(2);
}

Inventory inventory() {
    Inventory inventory;
    for (int i = 0; i < units; ++i) {
        Unit unit;
        unit.id = fmt::format("unit-{}", i);
        unit.name = fmt::format("第{}号单位", i);
        unit.kind = "department";
        inventory.units.push_back(std::move(unit));
    }
    return inventory;
}

std::vector<AssessmentEntry> marks(const Inventory& inventory) {
    std::mt19937 random(7);
    std::vector<AssessmentEntry> entries;
    for (const Unit& unit : inventory.units)
        for (int i = 0; i < components; ++i)
            for (int quarter = 1; quarter <= quarters; ++quarter) {
                AssessmentEntry entry;
                entry.unit = unit.id;
                entry.item = fmt::format("c{}-q{}", i, quarter);
                entry.value = fmt::format("{}.{:02}", random() % 100, random() % 100);
                entry.reason = "考评组评分";
                entry.by = "李某";
                entry.at = "2022-12-30";
                entries.push_back(std::move(entry));
            }
    return entries;
}

}  // namespace

int main() {
    const rules::AssessmentPlan year = plan();
    const Inventory all = inventory();
    const std::vector<AssessmentEntry> entries = marks(all);
    std::string first, second;
    const auto compose = [&](std::string& json) {
        auto result = rules::assess(year, {all, entries, {}}, "2022-12-31");
        if (result) json = to_json(*result).dump();
    };
    const double composing = bench::measured([&] { compose(first); });
    const double parsing = bench::measured(bench::parse_pages);
    compose(second);
    fmt::print(
        "{{\"units\": {}, \"composing\": {:.4f}, \"gumbo\": {:.3f}, \"ratio\": {:.4f}, "
        "\"bytes\": {}, \"sha256\": \"{}\", \"repeated\": {}}}\n",
        units, composing, parsing, composing / parsing, first.size(), sha256_hex(first),
        first == second ? 1 : 0);
    return 0;
}
