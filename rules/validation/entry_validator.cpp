#include "rules/validation/entry_validator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "core/text/closest.h"

namespace duwang::rules {
namespace {

constexpr std::size_t points_bytes_max = 12;
constexpr std::size_t shown_bytes_max = 40;

std::string_view brief(std::string_view text) { return text.substr(0, shown_bytes_max); }

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

// Some condition or rule compares the fact with a percentage.
bool as_share(const Scheme& scheme, const std::string& fact) {
    for (const Condition* condition : conditions_of(scheme))
        if (condition->kind == Condition::Kind::fact && condition->fact == fact &&
            condition->test.value.ends_with('%'))
            return true;
    for (const Indicator& indicator : scheme.indicators)
        for (const Part& part : indicator.parts)
            for (const auto* rules : rule_lists(part))
                for (const DeductRule& rule : *rules)
                    if (rule.source == Source::number && rule.finding == fact && rule.threshold &&
                        rule.threshold->value.ends_with('%'))
                        return true;
    return false;
}

std::string number_problem(const Entry& entry, std::span<const Scheme* const> schemes) {
    const auto number = number_of(entry.value);
    if (!number)
        return fmt::format("\"{}\" is no number; write for example 12 or 90%", brief(entry.value));
    if (number->is_negative())
        return fmt::format("\"{}\" is negative; write 0 or more", brief(entry.value));
    const bool share = std::ranges::any_of(
        schemes, [&](const Scheme* scheme) { return as_share(*scheme, entry.item); });
    if (share && !entry.value.ends_with('%') && *number > Decimal(1))
        return fmt::format(
            "\"{0}\" would be {0} times the whole; \"{1}\" is a share, write "
            "\"{0}%\"",
            brief(entry.value), entry.item);
    return {};
}

std::string fact_problem(const Entry& entry, std::span<const Scheme* const> schemes) {
    std::vector<std::string_view> known;
    for (const Scheme* scheme : schemes)
        for (const FactName& fact : scheme->facts) {
            known.push_back(fact.name);
            if (fact.name != entry.item) continue;
            if (fact.number)
                if (std::string problem = number_problem(entry, schemes); !problem.empty())
                    return problem;
            if (fact.values.empty() ||
                std::ranges::find(fact.values, entry.value) != fact.values.end())
                return {};
            std::vector<std::string_view> values(fact.values.begin(), fact.values.end());
            return fmt::format("fact \"{}\" has no value \"{}\"; {}", fact.name, brief(entry.value),
                               word_advice(entry.value, values));
        }
    return fmt::format("no scheme asks for the fact \"{}\"; {}", brief(entry.item),
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
    if (entry.finding == no_case) return {};
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

// Points and scores are of one part, and short.
std::string points_problem(const Entry& entry, const std::vector<const Part*>& parts,
                           std::span<const Scheme* const> schemes) {
    for (const Scheme* scheme : schemes)
        for (const Indicator& indicator : scheme->indicators) {
            if (indicator.id != entry.item || indicator.parts.size() < 2) continue;
            std::vector<std::string_view> ids;
            for (const Part& part : indicator.parts) ids.push_back(part.id);
            return fmt::format("indicator {} has several parts; write one of {}", indicator.id,
                               fmt::join(ids, ", "));
        }
    for (const std::string& text : {entry.value, entry.scale})
        if (text.size() > points_bytes_max)
            return fmt::format(
                "\"{}\" is too long; write at most {} characters, for example 0.5 "
                "or 1/3",
                brief(text), points_bytes_max);
    if (entry.kind == EntryKind::choose) return choice_problem(entry, parts);
    if (entry.kind == EntryKind::import) return import_problem(entry);
    if (!Decimal::parse(entry.value))
        return fmt::format("\"{}\" is no number of points; write for example -0.5", entry.value);
    return {};
}

std::string problem_of(const Entry& entry, std::span<const Scheme* const> schemes) {
    if (entry.kind == EntryKind::fact) return fact_problem(entry, schemes);
    const bool call = entry.kind == EntryKind::call;
    if (call && entry.object.empty()) return "a call needs the number that was called";
    if (call && entry.item.empty()) return {};
    const std::vector<const Part*> parts = parts_of(entry.item, schemes);
    const bool decision = entry.kind == EntryKind::confirm || entry.kind == EntryKind::dismiss;
    if (parts.empty() && !(decision && entry.item.empty())) return unknown_item(entry, schemes);
    if (decision) return decision_problem(entry, parts);
    if (entry.kind == EntryKind::event) return case_problem(entry, parts);
    if (entry.kind == EntryKind::exempt || call) return {};
    return points_problem(entry, parts, schemes);
}

}  // namespace

std::string entry_problem(const Entry& entry, std::span<const Scheme* const> schemes) {
    const std::string problem = problem_of(entry, schemes);
    return problem.empty() ? problem : fmt::format("{}：{}", entry_label(entry.kind), problem);
}

CaseBook::CaseBook(std::span<const Entry> stored) {
    for (const Entry& entry : stored)
        if (entry.kind == EntryKind::event) known_.insert_or_assign(key(entry), entry.details);
}

std::string CaseBook::problem(const Entry& entry) {
    if (entry.kind != EntryKind::event || entry.finding == no_case) return {};
    const bool fresh = seen_.insert(key(entry)).second;
    auto before = known_.find(key(entry));
    const bool same = before == known_.end() || before->second == entry.details;
    if (fresh && same) return {};
    return fmt::format(
        "{}：a case {} of {} has the object \"{}\" already {}; write another object "
        "name, for example the number of the case",
        entry_label(entry.kind), entry.finding, entry.item, brief(entry.object),
        fresh ? "in this round, with other details" : "in this file");
}

CaseBook::Key CaseBook::key(const Entry& entry) {
    return {entry.unit, entry.item, entry.finding, entry.object};
}

}  // namespace duwang::rules
