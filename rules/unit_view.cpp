#include "rules/unit_view.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text/ascii.h"
#include "core/time.h"

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

constexpr std::int64_t day_ms = 86'400'000;

Truth within_days(const std::string& date, std::string_view as_of, int days) {
    auto from = parse_timestamp(date.substr(0, 10));
    auto to = parse_timestamp(as_of);
    if (!from || !to) return Truth::unknown;
    const std::int64_t age = (to->unix_ms - from->unix_ms) / day_ms;
    return truth_of(age >= 0 && age <= days);
}

// The value in force on a day, or nothing.
const std::string* in_force(const std::vector<DatedValue>& versions, std::string_view day) {
    for (const DatedValue& version : versions)
        if ((version.from.empty() || version.from <= day) &&
            (version.until.empty() || day <= version.until))
            return &version.value;
    return nullptr;
}

bool is_upper(Compare how) { return how == Compare::above || how == Compare::at_least; }

// The stricter of two limits: of an upper one the lower number.
std::string stricter(const std::string& a, const std::string& b, Compare how) {
    auto left = number_of(a);
    auto right = number_of(b);
    if (!left || !right) return a;
    return (*left < *right) == is_upper(how) ? a : b;
}

std::optional<std::string> limit_for(const Where& where, const CheckResult& result,
                                     const Norms* norms) {
    const Limit& limit = where.limit;
    if (limit.norm.empty() && limit.versions.empty()) return limit.value;
    const std::string* day = detail_of(result, limit.on);
    if (!day) return std::nullopt;
    const std::vector<DatedValue>* versions = &limit.versions;
    if (!limit.norm.empty()) {
        if (!norms) return std::nullopt;
        auto norm = norms->find(limit.norm);
        if (norm == norms->end()) return std::nullopt;
        versions = &norm->second.versions;
    }
    const std::string* value = in_force(*versions, std::string_view(*day).substr(0, 10));
    if (!value) return std::nullopt;
    return limit.value.empty() ? *value : stricter(*value, limit.value, where.how);
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
    const std::string* detail = detail_of(result, where.detail);
    if (!detail) return Truth::unknown;
    if (where.within_days >= 0) return within_days(*detail, as_of(), where.within_days);
    auto limit = limit_for(where, result, context_.norms);
    auto held = limit ? holds(Test{where.how, *limit}, *detail) : std::nullopt;
    return held ? truth_of(*held) : Truth::unknown;
}

}  // namespace duwang::rules
