// A plan of an assessment, a line "====", and entries: one a line, "kind unit item value at".
#include "rules/assessment/asked.h"
#include "rules/assessment/assess.h"
#include "rules/assessment/plan_reader.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {
namespace {

Inventory inventory() {
    Inventory inventory;
    const auto unit = [&](const char* id, const char* kind, const char* parent) {
        Unit one;
        one.id = one.name = id;
        one.kind = kind;
        one.parent = parent;
        inventory.units.push_back(std::move(one));
    };
    unit("a", "county", "");
    unit("b", "county", "");
    unit("a1", "department", "a");
    unit("a2", "village", "a1");
    unit("a3", "village", "a1");
    return inventory;
}

std::vector<AssessmentEntry> entries(std::string_view lines) {
    constexpr std::size_t entries_max = 64;
    std::vector<AssessmentEntry> all;
    while (!lines.empty() && all.size() < entries_max) {
        std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        std::string words[5];
        for (std::string& word : words) {
            const std::size_t end = std::min(line.find(' '), line.size());
            word = line.substr(0, end);
            line.remove_prefix(std::min(line.size(), end + 1));
        }
        const auto kind = assessment_entry_kind_of(words[0]);
        if (!kind) continue;
        AssessmentEntry entry;
        entry.kind = *kind;
        entry.unit = words[1];
        entry.item = words[2];
        entry.value = words[3];
        entry.at = words[4];
        entry.rater = entry.object = "b";
        entry.by = entry.reason = "x";
        all.push_back(std::move(entry));
    }
    return all;
}

void bounds(const AssessmentLine& line) {
    require(line.low <= line.high, "the least is not above the most");
    require(!line.low.is_negative(), "no points below zero");
    require(!line.share.is_negative() && line.share <= Decimal(1), "a share of the line above");
    for (const AssessmentLine& below : line.lines) bounds(below);
}

}  // namespace

void plan(std::string_view bytes) {
    constexpr std::string_view border = "\n====\n";
    const std::size_t at = bytes.find(border);
    const rules::PlanLoad load = rules::read_plan(bytes.substr(0, at), "plan.yaml");
    require(load.plan.has_value() == load.errors.empty(), "either a plan or errors");
    if (!load.plan) return;
    const Inventory units = inventory();
    const auto entered =
        entries(at == bytes.npos ? std::string_view() : bytes.substr(at + border.size()));
    const rules::AskedBook asked(*load.plan, units);
    for (const AssessmentEntry& entry : entered) (void)asked.problem(entry);
    const auto result = rules::assess(*load.plan, {units, entered, {}}, "2022-12-31");
    if (!result) return;
    for (const GroupAssessment& group : result->groups)
        for (const UnitAssessment& unit : group.units) {
            bounds(unit.base);
            require(unit.published.empty() || unit.standing == Standing::final,
                    "only what is final is published");
            require(unit.rank == 0 || unit.standing == Standing::final,
                    "only what is final is ranked");
        }
    (void)to_json(*result).dump();
}

}  // namespace duwang::fuzz
