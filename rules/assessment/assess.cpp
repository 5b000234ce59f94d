#include "rules/assessment/assess.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "core/hash.h"
#include "rules/assessment/evaluation.h"
#include "rules/assessment/unit_result.h"

namespace duwang::rules {
namespace {

Assessment head_of(const AssessmentPlan& plan, const std::string& as_of) {
    Assessment assessment;
    assessment.plan = plan.id;
    assessment.title = plan.title;
    assessment.source = plan.source;
    assessment.version = plan.version;
    assessment.effective_from = plan.effective_from;
    assessment.plan_hash = plan.hash;
    assessment.as_of = as_of;
    assessment.period_from = plan.period_from;
    assessment.period_until = plan.period_until;
    assessment.places = plan.places;
    for (const std::string& name : plan.missing_settings) {
        auto setting = std::ranges::find(plan.settings, name, &Setting::name);
        if (setting != plan.settings.end())
            assessment.missing_settings.push_back(
                fmt::format("{}（{}）：{}", setting->title, name, setting->why));
    }
    return assessment;
}

// What the units of the inventory are to each other goes into the result too.
std::string inventory_hash(const Inventory& inventory) {
    std::string all;
    for (const Unit& unit : inventory.units) {
        all += fmt::format("{}\n{}\n{}\n{}\n", unit.id, unit.name, unit.kind, unit.parent);
        for (const auto* names : {&unit.groups, &unit.aliases}) {
            for (const std::string& name : *names) all += name + "\n";
            all += "\n";
        }
    }
    return sha256_hex(all);
}

}  // namespace

Result<Assessment> assess(const AssessmentPlan& plan, const AssessmentInputs& inputs,
                          const std::string& as_of) {
    const EntryBook entries(inputs.entries, as_of);
    const ScoreBook scores(inputs.scores, as_of);
    const Subordinates subordinates(inputs.inventory);
    const RaterBook raters(inputs.inventory);
    const Evaluation about{plan, subordinates, raters, entries, scores, as_of};
    Assessment assessment = head_of(plan, as_of);
    assessment.inputs_hash =
        sha256_hex(entries.hash() + scores.hash() + inventory_hash(inputs.inventory));
    for (const AssessedGroup& group : plan.groups)
        assessment.groups.push_back({group.id, group.title, {}});
    for (const Unit& unit : inputs.inventory.units) {
        const AssessedGroup* group = group_of(plan, unit);
        if (!group) continue;
        try {
            assessment.groups[static_cast<std::size_t>(group - plan.groups.data())].units.push_back(
                unit_result(*group, unit, about));
        } catch (const std::overflow_error&) {
            return failure(Errc::config,
                           fmt::format("unit {}: its points cannot be added exactly; enter them "
                                       "with fewer different fractions and scales",
                                       unit.id));
        }
    }
    for (GroupAssessment& group : assessment.groups) rank_units(group.units, plan);
    return assessment;
}

}  // namespace duwang::rules
