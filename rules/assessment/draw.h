// 抽样: which members of a level are evaluated (OP-13).
#pragma once

#include <string>
#include <vector>

#include "core/unit.h"
#include "rules/assessment/evaluation.h"

namespace duwang::rules {

// Members of a level of the unit, in the order of the inventory.
std::vector<const Unit*> members_of(const Component& level, const Unit& unit,
                                    const Subordinates& subordinates);

// The same in drawn order. Anybody can repeat the draw: the order is that of the SHA-256 of
// "seed\nlevel id\nunit id\nmember id", each a line.
std::vector<const Unit*> drawn_order(const Component& level, const Unit& unit,
                                     std::vector<const Unit*> members);

// How many of so many members have to be evaluated: ⌈members × coverage⌉.
std::size_t due_of(const Component& level, std::size_t members);

}  // namespace duwang::rules
