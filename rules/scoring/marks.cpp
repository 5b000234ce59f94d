#include "rules/scoring/marks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace duwang::rules {
namespace {

constexpr std::size_t shown_bytes_max = 40;

const Indicator* indicator_of(const Scheme& scheme, const std::string& id) {
    auto found = std::ranges::find(scheme.indicators, id, &Indicator::id);
    return found == scheme.indicators.end() ? nullptr : &*found;
}

}  // namespace

std::string mark_problem(const EnteredMark& mark, const Scheme& scheme) {
    const Part* part = part_of(scheme, mark.indicator);
    if (!part) {
        const Indicator* indicator = indicator_of(scheme, mark.indicator);
        if (!indicator)
            return fmt::format("indicator \"{}\" is not in scheme {}",
                               mark.indicator.substr(0, shown_bytes_max), scheme.id);
        std::vector<std::string> ids;
        for (const Part& one : indicator->parts) ids.push_back(one.id);
        return fmt::format("indicator {} has several parts; mark each: {}", indicator->id,
                           fmt::join(ids, ", "));
    }
    if (mark.points.is_negative() || mark.points > part->points)
        return fmt::format("{} points for {} {}: write a number from 0 to {}", mark.points.exact(),
                           part->id, part->title, part->points.exact());
    return {};
}

namespace {

// The part is not asked of the unit: "" or why, with whom it is asked of.
std::string not_asked(const EnteredMark& mark, const Scheme& scheme, const MarkedUnit& unit) {
    const Part* part = part_of(scheme, mark.indicator);
    const Indicator* indicator = nullptr;
    for (const Indicator& one : scheme.indicators)
        for (const Part& its : one.parts)
            if (&its == part) indicator = &one;
    if (!indicator) return {};
    for (const Objects* objects : {&indicator->objects, &part->objects}) {
        if (objects->any_of.empty() || applies_to(*objects, *unit.unit, unit.owns_site)) continue;
        const std::string except =
            objects->except.empty() ? ""
                                    : fmt::format(" except {}", fmt::join(objects->except, ", "));
        return fmt::format(
            "{} is not asked of this unit, only of {}{}; take the mark out, or correct the unit",
            part->id, fmt::join(objects->any_of, ", "), except);
    }
    return {};
}

}  // namespace

// Of several schemes one has to accept the mark; what the first that has the part says is told.
std::string mark_problem(const EnteredMark& mark, const MarkedUnit& unit) {
    std::string problem = "no scheme of the round is for this unit";
    bool told = false;
    for (const Scheme* scheme : unit.schemes) {
        std::string one = rules::mark_problem(mark, *scheme);
        if (one.empty()) one = not_asked(mark, *scheme, unit);
        if (one.empty()) return {};
        const bool has = indicator_of(*scheme, mark.indicator) || part_of(*scheme, mark.indicator);
        if ((has && !told) || scheme == unit.schemes.front()) problem = std::move(one);
        told = told || has;
    }
    return problem;
}

}  // namespace duwang::rules
