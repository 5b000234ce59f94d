// What a plan waits for: who has to enter what about whom (录入清单), and whether an entry fits.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/assessment_entry.h"
#include "core/unit.h"
#include "rules/assessment/evaluation.h"
#include "rules/assessment/plan.h"

namespace duwang::rules {

// One entry that is to come. Pointers lead into the plan and the inventory.
struct AskedEntry {
    AssessmentEntryKind kind = AssessmentEntryKind::mark;
    const AssessedGroup* group = nullptr;
    const Unit* owner = nullptr;  // whose result it goes into
    const Unit* unit = nullptr;   // whom it is about: the owner, or a member of one of its levels
    const Component* component = nullptr;
    std::string rater, rater_name;  // of a rating
};

// Every place of a plan, held against an inventory. Plan and inventory have to outlive it.
class AskedBook {
  public:
    // `entered`: what was entered before; what it exempts (不适用) is not asked, and of a level
    // that is drawn the next member takes the place of one that is exempt.
    AskedBook(const AssessmentPlan& plan, const Inventory& inventory,
              std::span<const AssessmentEntry> entered = {});

    // Groups in the order of the plan, units in that of the inventory, components in that of the
    // plan. Of a level that is drawn only the members that were drawn. Daily records and notices
    // are asked once per unit and item.
    const std::vector<AskedEntry>& entries() const { return entries_; }
    // Every component with the unit it is evaluated of, in the same order; their `kind` is exempt:
    // what can be decided not to apply. Of the result itself there is none.
    const std::vector<AskedEntry>& places() const { return exemptible_; }

    // What is wrong with an entry, with what to write instead; "" when it can be used.
    std::string problem(const AssessmentEntry& entry) const;

  private:
    const AssessmentPlan& plan_;
    const Inventory& inventory_;
    Subordinates subordinates_;
    RaterBook raters_;
    EntryBook decisions_;
    std::map<std::string, const Unit*> units_;            // by id
    std::map<std::string, const Component*> components_;  // by id; the first of several groups
    std::vector<AskedEntry> entries_, exemptible_;
    std::map<std::pair<std::string, std::string>, const Component*> places_;  // unit, item

    bool is_exempt(const Unit& unit, const Component& component) const;
    void walk(const AskedEntry& at, bool asked);
    void walk_level(const AskedEntry& at, bool asked);
    void ask(AskedEntry entry, AssessmentEntryKind kind, bool asked);
    std::string place_problem(const AssessmentEntry& entry, const Component*& component) const;
    std::string points_problem(const AssessmentEntry& entry, const Component& component) const;
    std::string rater_problem(const AssessmentEntry& entry, const Component& component) const;
};

// Whether a component takes entries of the kind.
bool takes(const Component& component, AssessmentEntryKind kind);

}  // namespace duwang::rules
