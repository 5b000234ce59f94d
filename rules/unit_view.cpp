#include "rules/unit_view.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text/ascii.h"

namespace duwang::rules {
namespace {

// Later entries first replace earlier ones; of one moment the smaller text, so that the order in
// which entries were given makes no difference.
bool comes_before(const Entry* a, const Entry* b) {
    auto key = [](const Entry* e) {
        return std::tuple(std::string_view(e->at), std::string_view(e->value),
                          std::string_view(e->object), std::string_view(e->finding),
                          std::string_view(e->reason), std::string_view(e->by));
    };
    return key(a) < key(b);
}

// A part is meant by its own id, or by the id of its indicator.
bool means(std::string_view item, std::string_view part) {
    if (item.empty() || item == part) return true;
    if (!part.starts_with(item)) return false;
    const char next = part[item.size()];
    return next != '.' && !is_ascii_digit(next);
}

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
    bool answered = false;
    for (const CheckResult* result : results->second) {
        if (!result->variant.empty() && result->variant != findings.variant) continue;
        answered = true;
        const Standing stands = standing(*result, {}, false);
        const bool named =
            std::ranges::find(findings.findings, result->kind) != findings.findings.end();
        if (stands == Standing::confirmed && named) certain.insert(result->object);
        if (stands == Standing::undecided && (named || result->kind.empty()))
            possible.insert(result->object);
    }
    if (!answered) return std::nullopt;
    possible.insert(certain.begin(), certain.end());
    return ObjectCount{static_cast<std::int64_t>(certain.size()),
                       static_cast<std::int64_t>(possible.size())};
}

std::vector<const Entry*> UnitView::entries(EntryKind kind, std::string_view item) const {
    std::vector<const Entry*> result;
    for (const auto& [name, list] : answers_.entries) {
        if (name.empty() || !means(name, item)) continue;
        for (const Entry* entry : list)
            if (entry->kind == kind) result.push_back(entry);
    }
    std::ranges::stable_sort(result, comes_before);
    return result;
}

const Entry* UnitView::decision(const CheckResult& result, std::string_view item) const {
    const Entry* latest = nullptr;
    for (const std::string& kind : {result.kind, std::string()}) {
        auto found = answers_.decisions.find({kind, result.object});
        if (found == answers_.decisions.end()) continue;
        for (const Entry* entry : found->second)
            if ((item.empty() || means(entry->item, item)) &&
                (!latest || comes_before(latest, entry)))
                latest = entry;
    }
    return latest;
}

Standing UnitView::standing(const CheckResult& result, std::string_view item,
                            bool needs_person) const {
    if (result.outcome == Outcome::pass) return Standing::passed;
    if (result.outcome == Outcome::not_applicable) return Standing::not_applicable;
    const Entry* decided = result.kind.empty() ? nullptr : decision(result, item);
    if (decided && decided->kind == EntryKind::dismiss) return Standing::cleared;
    if (result.evidence.empty() || result.outcome == Outcome::not_determined)
        return Standing::undecided;
    if (decided) return Standing::confirmed;
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
