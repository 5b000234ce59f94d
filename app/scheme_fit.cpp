#include "app/scheme_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/scheme/selectors.h"

namespace duwang::app {
namespace {

std::vector<Error> selector_problems(const PlannedScheme& one, const Inventory& inventory) {
    std::vector<Error> problems = rules::unknown_selectors(one.scheme, inventory);
    for (const std::string& selector : one.objects.any_of)
        if (std::string what = rules::selector_problem(selector, inventory); !what.empty())
            problems.push_back({Errc::usage, fmt::format("--scheme {}: {}", one.scheme.id, what)});
    return problems;
}

// Ids of the parts that both schemes have; none for most pairs.
std::string shared_part(const rules::Scheme& a, const rules::Scheme& b) {
    std::set<std::string_view> ids;
    for (const rules::Indicator& indicator : a.indicators)
        for (const rules::Part& part : indicator.parts) ids.insert(part.id);
    for (const rules::Indicator& indicator : b.indicators)
        for (const rules::Part& part : indicator.parts)
            if (ids.contains(part.id)) return part.id;
    return {};
}

bool is_for(const PlannedScheme& one, const Unit& unit, const Inventory& inventory) {
    const bool owns =
        std::ranges::find(inventory.sites, unit.id, &Site::owner) != inventory.sites.end();
    return one.objects.any_of.empty() || rules::applies_to(one.objects, unit, owns);
}

Result<void> check_pair(const PlannedScheme& a, const PlannedScheme& b,
                        const std::vector<const Unit*>& units, const Inventory& inventory) {
    const std::string part = shared_part(a.scheme, b.scheme);
    if (part.empty()) return {};
    for (const Unit* unit : units)
        if (is_for(a, *unit, inventory) && is_for(b, *unit, inventory))
            return failure(Errc::usage,
                           fmt::format("schemes {} and {} both ask {} for {}; say which units each "
                                       "is for, for example --scheme {}@county",
                                       a.scheme.id, b.scheme.id, unit->name, part, b.scheme.id));
    return {};
}

}  // namespace

Result<void> check_schemes(const std::vector<PlannedScheme>& schemes,
                           const std::vector<const Unit*>& units, const Inventory& inventory) {
    for (const PlannedScheme& one : schemes)
        if (auto problems = selector_problems(one, inventory); !problems.empty())
            return tl::unexpected(joined(problems));
    for (std::size_t i = 0; i < schemes.size(); ++i)
        for (std::size_t j = i + 1; j < schemes.size(); ++j)
            if (auto fit = check_pair(schemes[i], schemes[j], units, inventory); !fit) return fit;
    return {};
}

}  // namespace duwang::app
