#include "rules/entry_validator.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/text/closest.h"

namespace duwang::rules {
namespace {

std::vector<const Part*> parts_of(const std::string& item, std::span<const Scheme* const> schemes) {
    std::vector<const Part*> parts;
    for (const Scheme* scheme : schemes)
        for (const Indicator& indicator : scheme->indicators)
            for (const Part& part : indicator.parts)
                if (part.id == item || indicator.id == item) parts.push_back(&part);
    return parts;
}

std::string unknown_item(const Entry& entry, std::span<const Scheme* const> schemes) {
    std::vector<std::string_view> known;
    for (const Scheme* scheme : schemes)
        for (const Indicator& indicator : scheme->indicators)
            for (const Part& part : indicator.parts) known.push_back(part.id);
    return fmt::format("no indicator or part \"{}\"; {}", entry.item,
                       word_advice(entry.item, known));
}

std::string fact_problem(const Entry& entry, std::span<const Scheme* const> schemes) {
    std::vector<std::string_view> known;
    for (const Scheme* scheme : schemes)
        for (const FactName& fact : scheme->facts) {
            known.push_back(fact.name);
            if (fact.name != entry.item) continue;
            if (fact.number && !number_of(entry.value))
                return fmt::format("\"{}\" is no number; write for example 12 or 90%", entry.value);
            if (fact.values.empty() ||
                std::ranges::find(fact.values, entry.value) != fact.values.end())
                return {};
            std::vector<std::string_view> values(fact.values.begin(), fact.values.end());
            return fmt::format("fact \"{}\" has no value \"{}\"; {}", fact.name, entry.value,
                               word_advice(entry.value, values));
        }
    return fmt::format("no scheme asks for the fact \"{}\"; {}", entry.item,
                       word_advice(entry.item, known));
}

template <typename Wanted>
std::vector<std::string_view> rule_names(const std::vector<const Part*>& parts, Wanted wanted) {
    std::vector<std::string_view> names;
    for (const Part* part : parts)
        for (const auto* rules : rule_lists(*part))
            for (const DeductRule& rule : *rules)
                if (wanted(rule)) names.push_back(rule.finding);
    return names;
}

std::string case_problem(const Entry& entry, const std::vector<const Part*>& parts) {
    if (entry.finding == "none") return {};
    auto kinds =
        rule_names(parts, [](const DeductRule& rule) { return rule.source == Source::cases; });
    if (std::ranges::find(kinds, entry.finding) == kinds.end())
        return fmt::format("{} has no rule on cases of the kind \"{}\"; {}, or \"none\"",
                           entry.item, entry.finding, word_advice(entry.finding, kinds));
    return entry.object.empty() ? "a case needs an object that tells it from others" : "";
}

std::string decision_problem(const Entry& entry, const std::vector<const Part*>& parts) {
    if (entry.finding.empty() || entry.object.empty())
        return "a decision on a finding needs its kind and its object, as `explain` prints them";
    if (entry.item.empty()) return {};
    auto kinds =
        rule_names(parts, [](const DeductRule& rule) { return rule.source != Source::number; });
    if (std::ranges::find(kinds, entry.finding) != kinds.end()) return {};
    return fmt::format("{} has no rule on findings of the kind \"{}\"; {}", entry.item,
                       entry.finding, word_advice(entry.finding, kinds));
}

std::string choice_problem(const Entry& entry, const std::vector<const Part*>& parts) {
    auto points = Decimal::parse(entry.value);
    std::string problem =
        fmt::format("{} has no range for \"{}\" to choose from", entry.item, entry.finding);
    for (const Part* part : parts)
        for (const auto* rules : rule_lists(*part))
            for (const DeductRule& rule : *rules) {
                if (!rule.points_most || rule.finding != entry.finding) continue;
                if (points && *points >= rule.points && *points <= *rule.points_most) return {};
                problem = fmt::format("\"{}\" is outside of the range; write {} to {}", entry.value,
                                      rule.points.exact(), rule.points_most->exact());
            }
    return problem;
}

std::string import_problem(const Entry& entry) {
    auto value = Decimal::parse(entry.value);
    auto scale = Decimal::parse(entry.scale);
    if (!scale || scale->is_negative() || scale->is_zero())
        return fmt::format(
            "\"{}\" is no full mark; write the scale of the imported score, for "
            "example 100",
            entry.scale);
    if (!value || value->is_negative() || *value > *scale)
        return fmt::format("\"{}\" is no score on a scale of {}; write 0 to {}", entry.value,
                           entry.scale, entry.scale);
    return {};
}

}  // namespace

std::string entry_problem(const Entry& entry, std::span<const Scheme* const> schemes) {
    if (entry.kind == EntryKind::fact) return fact_problem(entry, schemes);
    const std::vector<const Part*> parts = parts_of(entry.item, schemes);
    const bool decision = entry.kind == EntryKind::confirm || entry.kind == EntryKind::dismiss;
    if (parts.empty() && !(decision && entry.item.empty())) return unknown_item(entry, schemes);
    if (decision) return decision_problem(entry, parts);
    if (entry.kind == EntryKind::event) return case_problem(entry, parts);
    if (entry.kind == EntryKind::choose) return choice_problem(entry, parts);
    if (entry.kind == EntryKind::import) return import_problem(entry);
    if (entry.kind == EntryKind::daily && !Decimal::parse(entry.value))
        return fmt::format("\"{}\" is no number of points; write for example -0.5", entry.value);
    return {};
}

}  // namespace duwang::rules
