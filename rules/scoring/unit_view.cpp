#include "rules/scoring/unit_view.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

namespace duwang::rules {
namespace {

// By date, and in the order of their coming: a correction on the same day holds. Entries lie in one
// array, in that order.
bool comes_before(const Entry* a, const Entry* b) { return a->at != b->at ? a->at < b->at : a < b; }

const std::string* detail_of(const CheckResult& result, std::string_view name) {
    for (const auto& [key, value] : result.details)
        if (key == name) return &value;
    return nullptr;
}

std::optional<Date> day_of(std::string_view text) { return parse_date(text.substr(0, 10)); }

Truth within_days(std::string_view date, std::string_view as_of, int days) {
    auto from = day_of(date);
    auto to = day_of(as_of);
    auto age = from && to ? days_between(*from, *to) : std::nullopt;
    return age ? truth_of(*age >= 0 && *age <= days) : Truth::unknown;
}

// The value in force on a day, or nothing.
const std::string* in_force(const std::vector<DatedValue>& versions, std::string_view day) {
    for (const DatedValue& version : versions)
        if ((version.from.empty() || version.from <= day) &&
            (version.until.empty() || day <= version.until))
            return &version.value;
    return nullptr;
}

std::optional<std::string> norm_for(const Limit& limit, const Date& day, const Norms* norms) {
    const Norm* norm = norms ? norms->find(limit.norm) : nullptr;
    const NormVersion* version = norm ? duwang::in_force(*norm, day) : nullptr;
    if (!version) return std::nullopt;
    if (limit.value.empty()) return version->value;
    return std::string(stricter_of(*norm, version->value, limit.value));
}

std::optional<std::string> limit_for(const Where& where, const CheckResult& result,
                                     const Norms* norms) {
    const Limit& limit = where.limit;
    if (limit.norm.empty() && limit.versions.empty()) return limit.value;
    const std::string* text = detail_of(result, limit.on);
    auto day = text ? day_of(*text) : std::nullopt;
    if (!day) return std::nullopt;
    if (!limit.norm.empty()) return norm_for(limit, *day, norms);
    const std::string* value = in_force(limit.versions, day->iso());
    return value ? std::optional(*value) : std::nullopt;
}

// The detail itself, or the days since the date in another one.
std::optional<std::string> measured(const Where& where, const CheckResult& result,
                                    const Calendar* calendar) {
    const std::string* detail = detail_of(result, where.detail);
    if (!detail || where.since.empty()) return detail ? std::optional(*detail) : std::nullopt;
    const std::string* start = detail_of(result, where.since);
    auto from = start ? day_of(*start) : std::nullopt;
    auto to = day_of(*detail);
    if (!from || !to || (where.working_days && !calendar)) return std::nullopt;
    auto days =
        where.working_days ? calendar->working_days_between(*from, *to) : days_between(*from, *to);
    return days ? std::optional(std::to_string(*days)) : std::nullopt;
}

}  // namespace

Answers::Answers(std::span<const CheckResult> results, std::span<const EnteredMark> marks,
                 std::span<const Entry> entries) {
    for (const CheckResult& result : results)
        units_[result.unit].results[result.check].push_back(&result);
    for (const EnteredMark& mark : marks) units_[mark.unit].marks[mark.indicator].push_back(&mark);
    for (const Entry& entry : entries) {
        UnitAnswers& unit = units_[entry.unit];
        if (entry.kind == EntryKind::confirm || entry.kind == EntryKind::dismiss)
            unit.decisions[{entry.finding, entry.object}].push_back(&entry);
        else if (entry.kind != EntryKind::fact)
            unit.entries[entry.item].push_back(&entry);
        else if (auto& fact = unit.facts[entry.item]; !fact || comes_before(fact, &entry))
            fact = &entry;
    }
    for (auto& [id, unit] : units_) {
        for (auto& [item, list] : unit.entries) std::ranges::sort(list, comes_before);
        for (auto& [object, list] : unit.decisions) std::ranges::sort(list, comes_before);
    }
}

const UnitAnswers& Answers::of(const std::string& unit) const {
    static const UnitAnswers none;
    auto found = units_.find(unit);
    return found == units_.end() ? none : found->second;
}

std::optional<std::string> UnitView::fact(const std::string& name) const {
    auto found = answers_.facts.find(name);
    if (found == answers_.facts.end()) return std::nullopt;
    return found->second->value;
}

std::optional<ObjectCount> UnitView::count(const Condition& findings) const {
    auto results = answers_.results.find(findings.check);
    if (results == answers_.results.end()) return std::nullopt;
    std::set<std::string_view> certain, possible;
    bool answered = false, everything_open = false;
    for (const CheckResult* result : results->second) {
        if (!result->variant.empty() && result->variant != findings.variant) continue;
        answered = true;
        const Standing stands = standing(*result, nullptr);
        const bool named =
            std::ranges::find(findings.findings, result->kind) != findings.findings.end();
        if (stands == Standing::confirmed && named) certain.insert(result->object);
        if (stands != Standing::undecided) continue;
        everything_open = everything_open || result->covers_all;
        if (named || result->outcome == Outcome::not_determined) possible.insert(result->object);
    }
    if (!answered) return std::nullopt;
    possible.insert(certain.begin(), certain.end());
    const auto found = static_cast<std::int64_t>(certain.size());
    return ObjectCount{found, everything_open ? std::numeric_limits<std::int32_t>::max()
                                              : static_cast<std::int64_t>(possible.size())};
}

std::vector<const CheckResult*> UnitView::results_of(const Condition& findings) const {
    std::vector<const CheckResult*> found;
    const auto results = answers_.results.find(findings.check);
    if (results == answers_.results.end()) return found;
    for (const CheckResult* result : results->second) {
        if (!result->variant.empty() && result->variant != findings.variant) continue;
        const bool named =
            std::ranges::find(findings.findings, result->kind) != findings.findings.end();
        if (named || result->outcome == Outcome::not_determined) found.push_back(result);
    }
    // The order in which checks answered tells nothing.
    std::ranges::sort(found, [](const CheckResult* a, const CheckResult* b) {
        const auto words = [](const CheckResult& result) {
            return std::tie(result.object, result.kind, result.outcome, result.cause,
                            result.message, result.details);
        };
        const auto exchange = [](const CheckResult& result) {
            return result.evidence.empty() ? 0 : result.evidence.front().exchange;
        };
        if (words(*a) != words(*b)) return words(*a) < words(*b);
        return exchange(*a) < exchange(*b);
    });
    return found;
}

std::vector<const Entry*> UnitView::entries(EntryKind kind, const std::string& part,
                                            const std::string& indicator) const {
    std::vector<const Entry*> result;
    auto add = [&](const std::string& item) {
        auto found = answers_.entries.find(item);
        if (found == answers_.entries.end()) return;
        for (const Entry* entry : found->second)
            if (entry->kind == kind) result.push_back(entry);
    };
    add(part);
    if (!indicator.empty() && indicator != part) add(indicator);
    std::ranges::sort(result, comes_before);
    return result;
}

const Entry* UnitView::decision(const CheckResult& result, const Part* part) const {
    auto found = answers_.decisions.find({result.kind, result.object});
    if (result.kind.empty() || found == answers_.decisions.end()) return nullptr;
    const Entry* latest = nullptr;
    for (const Entry* entry : found->second) {
        const bool meant = entry->item.empty() ||
                           (part && (entry->item == part->id || entry->item == part->indicator));
        if (meant && (!latest || comes_before(latest, entry))) latest = entry;
    }
    return latest;
}

Standing UnitView::standing(const CheckResult& result, const Part* part) const {
    if (result.outcome == Outcome::pass) return Standing::passed;
    if (result.outcome == Outcome::not_applicable) return Standing::not_applicable;
    const Entry* decided = decision(result, part);
    if (decided && decided->kind == EntryKind::dismiss) return Standing::cleared;
    if (result.evidence.empty() || result.outcome == Outcome::not_determined)
        return Standing::undecided;
    if (decided) return Standing::confirmed;
    const bool needs_person = part ? part->method == Method::confirm && result.check == part->check
                                   : scheme_.confirmed_checks.contains(result.check);
    return result.outcome == Outcome::fail && !needs_person ? Standing::confirmed
                                                            : Standing::undecided;
}

Truth UnitView::where(const Where& where, const CheckResult& result) const {
    auto value = measured(where, result, context_.calendar);
    if (!value) return Truth::unknown;
    if (where.within_days >= 0) return within_days(*value, as_of(), where.within_days);
    auto limit = limit_for(where, result, context_.norms);
    auto held = limit ? holds(Test{where.how, *limit}, *value) : std::nullopt;
    return held ? truth_of(*held) : Truth::unknown;
}

}  // namespace duwang::rules
