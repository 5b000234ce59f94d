// The composition of one unit's result, component by component.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/assessment.h"
#include "core/unit.h"
#include "rules/assessment/entry_book.h"
#include "rules/assessment/plan.h"
#include "rules/assessment/raters.h"
#include "rules/assessment/round_score.h"

namespace duwang::rules {

// Units below others, on every level, in the order of the inventory.
class Subordinates {
  public:
    explicit Subordinates(const Inventory& inventory);
    const std::vector<const Unit*>& of(const std::string& unit) const;

  private:
    std::map<std::string, std::vector<const Unit*>> below_;
};

// What a component is evaluated from. Everything referred to has to outlive it.
struct Evaluation {
    const AssessmentPlan& plan;
    const Subordinates& subordinates;
    const RaterBook& raters;
    const EntryBook& entries;
    const ScoreBook& scores;
    std::string as_of;  // ISO date
};

// The line of a component for a unit, with everything below it. `path`: of the line.
AssessmentLine evaluate(const Component& component, const Unit& unit, const std::string& path,
                        const Evaluation& about);

// The kinds, each in its file. `line` has what every line has; they fill in the rest.
void evaluate_leaf(const Component& component, const Unit& unit, const Evaluation& about,
                   AssessmentLine& line);  // leaf.cpp
void evaluate_rectification(const Component& component, const Unit& unit, const Evaluation& about,
                            AssessmentLine& line);  // rectification.cpp
void evaluate_raters(const Component& component, const Unit& unit, const Evaluation& about,
                     AssessmentLine& line);  // raters.cpp
void evaluate_level(const Component& component, const Unit& unit, const Evaluation& about,
                    AssessmentLine& line);  // level.cpp
// Signed daily points on top of what the line has (OP-26); daily.cpp.
void apply_daily(const Component& component, const Unit& unit, const Evaluation& about,
                 AssessmentLine& line);

// Leaves the line out, by the entry or by the plan.
void leave_out(AssessmentLine& line, std::string note, const AssessmentEntry* decision = nullptr);
// Nobody knows yet: anything from nothing to everything.
void keep_open(AssessmentLine& line, Standing standing, std::string note);
AssessmentSource source_of(const AssessmentEntry& entry);

}  // namespace duwang::rules
