#include "rules/assessment/draw.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"

namespace duwang::rules {

std::vector<const Unit*> members_of(const Component& level, const Unit& unit,
                                    const Subordinates& subordinates) {
    if (level.self) return {&unit};
    std::vector<const Unit*> members;
    for (const Unit* below : subordinates.of(unit.id))
        if (applies_to(level.members, *below, false)) members.push_back(below);
    return members;
}

std::vector<const Unit*> drawn_order(const Component& level, const Unit& unit,
                                     std::vector<const Unit*> members) {
    if (!level.seed) return members;
    std::vector<std::pair<std::string, const Unit*>> drawn;
    for (const Unit* member : members)
        drawn.emplace_back(
            sha256_hex(fmt::format("{}\n{}\n{}\n{}", *level.seed, level.id, unit.id, member->id)),
            member);
    std::ranges::sort(drawn);
    for (std::size_t i = 0; i < members.size(); ++i) members[i] = drawn[i].second;
    return members;
}

std::size_t due_of(const Component& level, std::size_t members) {
    std::size_t due = 0;
    while (due < members && Decimal(static_cast<std::int64_t>(due)) <
                                level.coverage * Decimal(static_cast<std::int64_t>(members)))
        ++due;
    return due;
}

}  // namespace duwang::rules
