#include "core/norms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace duwang {
namespace {

constexpr std::array<std::pair<NormUnit, std::string_view>, 7> units{{
    {NormUnit::working_days, "working_days"},
    {NormUnit::days, "days"},
    {NormUnit::hours, "hours"},
    {NormUnit::months, "months"},
    {NormUnit::times, "times"},
    {NormUnit::month_day, "month_day"},
    {NormUnit::text, "text"},
}};

bool is_number(NormUnit unit) { return unit != NormUnit::month_day && unit != NormUnit::text; }

// Is `one` below `other`? Days of the year are written so that they sort.
bool below(const Norm& norm, std::string_view one, std::string_view other) {
    if (!is_number(norm.unit)) return one < other;
    const Result<Decimal> a = Decimal::parse(one), b = Decimal::parse(other);
    return a && b && *a < *b;
}

}  // namespace

std::string_view unit_word(NormUnit unit) { return units[static_cast<std::size_t>(unit)].second; }

std::optional<NormUnit> unit_of(std::string_view word) {
    for (const auto& [unit, name] : units)
        if (name == word) return unit;
    return std::nullopt;
}

const Norm* Norms::find(std::string_view id) const {
    const auto norm = std::ranges::find(all, id, &Norm::id);
    return norm == all.end() ? nullptr : &*norm;
}

const NormVersion* in_force(const Norm& norm, const Date& trigger) {
    for (const NormVersion& version : norm.versions)
        if ((!version.from || *version.from <= trigger) &&
            (!version.until || trigger <= *version.until))
            return &version;
    return nullptr;
}

std::optional<Decimal> number_of(const Norm& norm, const NormVersion& version) {
    const Result<Decimal> value = Decimal::parse(version.value);
    if (!is_number(norm.unit) || !value) return std::nullopt;
    return *value;
}

std::string_view stricter_of(const Norm& norm, std::string_view one, std::string_view other) {
    const bool other_wins = norm.stricter == Stricter::lower    ? below(norm, other, one)
                            : norm.stricter == Stricter::higher ? below(norm, one, other)
                                                                : false;
    return other_wins ? other : one;
}

}  // namespace duwang
