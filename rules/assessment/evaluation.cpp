#include "rules/assessment/evaluation.h"

#include <fmt/format.h>

#include <set>

#include "rules/assessment/weighted_mean.h"

namespace duwang::rules {
namespace {

using Kind = Component::Kind;

void evaluate_lines(const Component& component, const Unit& unit, const Evaluation& about,
                    AssessmentLine& line) {
    std::vector<Decimal> weights;
    for (const Component& part : component.lines) {
        line.lines.push_back(evaluate(part, unit, line.path + "/" + part.id, about));
        weights.push_back(part.weight);
        if (part.weight.is_zero() && !part.weight_missing)
            leave_out(line.lines.back(), "权重为 0，不计");
    }
    weigh(line, weights);
    for (std::size_t i = 0; i < component.lines.size(); ++i)
        if (component.lines[i].weight_missing && !is_left_out(line.lines[i]))
            keep_open(line, Standing::blocked,
                      fmt::format("{} 所占权重没有填写，不能合成", component.lines[i].title));
}

void evaluate_kind(const Component& component, const Unit& unit, const Evaluation& about,
                   AssessmentLine& line) {
    switch (component.kind) {
        case Kind::parts:
        case Kind::mean:
        case Kind::levels:
        case Kind::ratings:
            return evaluate_lines(component, unit, about, line);
        case Kind::level:
            return evaluate_level(component, unit, about, line);
        case Kind::raters:
            return evaluate_raters(component, unit, about, line);
        case Kind::rectification:
            return evaluate_rectification(component, unit, about, line);
        case Kind::round:
        case Kind::mark:
        case Kind::import:
            return evaluate_leaf(component, unit, about, line);
    }
}

}  // namespace

Subordinates::Subordinates(const Inventory& inventory) {
    std::map<std::string, const Unit*> units;
    for (const Unit& unit : inventory.units) units.emplace(unit.id, &unit);
    for (const Unit& unit : inventory.units) {
        std::set<std::string> above{unit.id};  // an inventory may go round in circles
        for (std::string parent = unit.parent; !parent.empty() && above.insert(parent).second;) {
            below_[parent].push_back(&unit);
            auto found = units.find(parent);
            parent = found == units.end() ? std::string() : found->second->parent;
        }
    }
}

const std::vector<const Unit*>& Subordinates::of(const std::string& unit) const {
    static const std::vector<const Unit*> none;
    auto found = below_.find(unit);
    return found == below_.end() ? none : found->second;
}

AssessmentSource source_of(const AssessmentEntry& entry) {
    AssessmentSource source;
    source.kind = assessment_entry_word(entry.kind);
    source.label = assessment_entry_label(entry.kind);
    source.value = entry.value;
    source.scale = entry.scale;
    source.object = entry.object;
    source.rater = entry.rater;
    source.basis = entry.basis;
    source.reason = entry.reason;
    source.by = entry.by;
    source.at = entry.at;
    source.attachments = entry.attachments;
    return source;
}

void leave_out(AssessmentLine& line, std::string note, const AssessmentEntry* decision) {
    line.standing = Standing::exempt;
    line.low = line.high = Decimal();
    line.note = std::move(note);
    line.arithmetic.clear();
    line.lines.clear();
    line.sources.clear();
    if (decision) line.sources.push_back(source_of(*decision));
}

void keep_open(AssessmentLine& line, Standing standing, std::string note) {
    line.standing = standing;
    line.low = Decimal();
    line.high = line.full;
    line.note = std::move(note);
    line.arithmetic.clear();
}

AssessmentLine evaluate(const Component& component, const Unit& unit, const std::string& path,
                        const Evaluation& about) {
    AssessmentLine line;
    line.path = path;
    line.item = component.id;
    line.title = component.title;
    line.kind = component_word(component.kind);
    line.basis = component.basis;
    line.full = component.full;
    line.weight = component.weight_text;
    const bool everybody = component.objects.any_of.empty();
    if (!everybody && !applies_to(component.objects, unit, false)) {
        leave_out(line, "按方案不是这一项的评价对象");
        return line;
    }
    if (const AssessmentEntry* decision = about.entries.exemption(unit.id, component.id)) {
        leave_out(line, fmt::format("经认定不适用：{}", decision->reason), decision);
        return line;
    }
    const std::string_view from = component.not_before.date_for(unit, false);
    if (!from.empty() && about.as_of < from) {
        keep_open(line, Standing::pending, fmt::format("{} 起赋分", from));
        return line;
    }
    evaluate_kind(component, unit, about, line);
    if (component.daily) apply_daily(component, unit, about, line);
    return line;
}

}  // namespace duwang::rules
