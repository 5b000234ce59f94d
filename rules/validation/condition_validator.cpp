#include "rules/validation/condition_validator.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/closest.h"

namespace duwang::rules {
namespace {

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return std::ranges::find(texts, text) != texts.end();
}

template <typename Row>
std::vector<std::string_view> names_of(const std::vector<Row>& rows) {
    std::vector<std::string_view> names;
    for (const Row& row : rows) names.push_back(row.name);
    return names;
}

bool overlap(const DatedValue& a, const DatedValue& b) {
    const bool a_first = a.until.empty() || b.from.empty() || b.from <= a.until;
    const bool b_first = b.until.empty() || a.from.empty() || a.from <= b.until;
    return a_first && b_first;
}

}  // namespace

NameValidator::NameValidator(const Scheme& scheme, std::span<const CheckDescriptor> checks,
                             const KnownNorms& norms, std::vector<Error>& errors)
    : scheme_(scheme), checks_(checks), norms_(norms), errors_(errors) {}

void NameValidator::error(const std::string& place, std::string_view what) {
    errors_.push_back({Errc::config, fmt::format("{}: {}", place, what)});
}

void NameValidator::check_settings() {
    const std::vector<std::string_view> known = names_of(scheme_.settings);
    for (const std::string& name : scheme_.missing_settings) {
        const bool implied = scheme_.unweighted && name.starts_with("full.");
        if (!implied && std::ranges::find(known, name) == known.end())
            error(scheme_.place, fmt::format("setting \"{}\" is used but not declared in "
                                             "\"settings\"; {}",
                                             name, word_advice(name, known)));
    }
}

void NameValidator::check_fact(const std::string& name, const Test& test,
                               const std::string& place) {
    auto fact = std::ranges::find(scheme_.facts, name, &FactName::name);
    if (fact == scheme_.facts.end())
        return error(
            place, fmt::format("fact \"{}\" is not declared in \"facts\" of scheme.yaml; {}", name,
                               word_advice(name, names_of(scheme_.facts))));
    const bool by_word = test.how == Compare::is || test.how == Compare::is_not;
    if (by_word && !fact->values.empty() && !contains(fact->values, test.value))
        error(place, fmt::format("fact \"{}\" has no value \"{}\"; {}", name, test.value,
                                 word_advice(test.value, views(fact->values))));
}

void NameValidator::check_condition(const Condition& condition) {
    for (const Condition& part : condition.parts) check_condition(part);
    if (condition.kind == Condition::Kind::fact)
        check_fact(condition.fact, condition.test, condition.place);
    if (!condition.from.empty() && !condition.until.empty() && condition.until < condition.from)
        error(condition.place,
              fmt::format("\"as_of\" from {} until {}, which is before; write the earlier day at "
                          "\"from\"",
                          condition.from, condition.until));
    if (condition.kind != Condition::Kind::findings) return;
    check_use(condition.check, condition.params, condition.place);
    auto check = std::ranges::find(checks_, condition.check, &CheckDescriptor::id);
    if (check == checks_.end()) return;
    for (const std::string& kind : condition.findings) check_kind(*check, kind, condition.place);
}

const CheckDescriptor* NameValidator::find_check(const std::string& id, const std::string& place) {
    auto check = std::ranges::find(checks_, id, &CheckDescriptor::id);
    if (check != checks_.end()) return &*check;
    std::vector<std::string> ids;
    for (const CheckDescriptor& one : checks_) ids.push_back(one.id);
    error(place, fmt::format("unknown check \"{}\"; {}", id, word_advice(id, views(ids))));
    return nullptr;
}

void NameValidator::check_use(const std::string& id, const Params& params,
                              const std::string& place) {
    const CheckDescriptor* check = find_check(id, place);
    if (!check) return;
    for (const auto& [name, values] : params)
        if (!contains(check->params, name))
            error(place, fmt::format("check {} has no param \"{}\"; {}", check->id, name,
                                     word_advice(name, views(check->params))));
}

void NameValidator::check_kind(const CheckDescriptor& check, const std::string& kind,
                               const std::string& place) {
    if (!contains(check.finding_kinds, kind))
        error(place, fmt::format("check {} has no finding \"{}\"; {}", check.id, kind,
                                 word_advice(kind, views(check.finding_kinds))));
}

void NameValidator::check_rule(const Indicator& indicator, const Part& part,
                               const DeductRule& rule) {
    check_condition(rule.when);
    auto check = std::ranges::find(checks_, part.check, &CheckDescriptor::id);
    if (rule.source == Source::finding && check != checks_.end())
        check_kind(*check, rule.finding, rule.place);
    if (rule.source == Source::number) check_number_fact(rule);
    if (!rule.cap.empty() && !indicator.caps.contains(rule.cap))
        error(rule.place, fmt::format("indicator {} has no sub-cap \"{}\"; write \"caps: {{{}: "
                                      "\\\"1\\\"}}\" in it",
                                      indicator.id, rule.cap, rule.cap));
    for (const Where& where : rule.where) check_where(where);
    check_excluded(part, rule);
}

void NameValidator::check_number_fact(const DeductRule& rule) {
    check_fact(rule.finding, rule.threshold.value_or(Test{Compare::above, "0"}), rule.place);
    auto fact = std::ranges::find(scheme_.facts, rule.finding, &FactName::name);
    if (fact != scheme_.facts.end() && !fact->number)
        error(rule.place,
              fmt::format("a rule on the number \"{}\", which is a fact in words; write "
                          "\"number: true\" at it in \"facts\"",
                          rule.finding));
}

void NameValidator::check_norm(const Where& where) {
    const std::string& norm = where.limit.norm;
    if (norms_ && !norm.empty() && !contains(*norms_, norm))
        error(where.place,
              fmt::format("no national norm \"{}\"; {}", norm, word_advice(norm, views(*norms_))));
}

void NameValidator::check_where(const Where& where) {
    check_norm(where);
    const std::vector<DatedValue>& versions = where.limit.versions;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        if (!versions[i].until.empty() && versions[i].until < versions[i].from)
            error(where.place, fmt::format("a version ends on {} before it begins on {}",
                                           versions[i].until, versions[i].from));
        for (std::size_t other = i + 1; other < versions.size(); ++other)
            if (overlap(versions[i], versions[other]))
                error(where.place,
                      fmt::format("the values \"{}\" and \"{}\" are in force on the same days; end "
                                  "one before the other begins",
                                  versions[i].value, versions[other].value));
    }
}

void NameValidator::check_excluded(const Part& part, const DeductRule& rule) {
    for (const std::string& id : rule.excluded_by) {
        const Part* other = part_of(scheme_, id);
        if (!other || other == &part)
            error(rule.place,
                  fmt::format("\"excluded_by\" names \"{}\", which is no other part", id));
        if (!other) continue;
        for (const auto* rules : rule_lists(*other))
            for (const DeductRule& theirs : *rules)
                if (!theirs.excluded_by.empty())
                    error(rule.place, fmt::format("part {} itself does not take what others took; "
                                                  "\"excluded_by\" cannot be chained",
                                                  id));
    }
}

}  // namespace duwang::rules
