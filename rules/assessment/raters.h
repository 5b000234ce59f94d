// 评价主体: who rates whom (互评安排表).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/unit.h"
#include "rules/assessment/plan.h"

namespace duwang::rules {

struct Rater {
    std::string id;    // unit id, or the name the plan lists
    std::string name;  // for people
};

// Raters of an inventory, each group of them looked up once. The inventory has to outlive it. Runs
// on: one thread.
class RaterBook {
  public:
    explicit RaterBook(const Inventory& inventory);
    // Everybody of the group who rates the unit, the unit itself never: units in the order of the
    // inventory, then names in the order of the plan. A body that the plan names is the unit of
    // that name, where the inventory has one.
    std::vector<Rater> of(const Component& raters, const Unit& rated) const;

  private:
    const Inventory& inventory_;
    std::map<std::string, const Unit*> names_;  // ids, names and aliases
    mutable std::map<const Component*, std::vector<Rater>> groups_;

    std::vector<Rater> everybody(const Component& raters) const;
};

}  // namespace duwang::rules
