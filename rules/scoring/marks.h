// 录分: marks that people enter for what a crawl cannot decide.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/result.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

struct EnteredMark {
    std::string unit;       // unit id
    std::string indicator;  // id of a part ("3.01a"), or of an indicator that has one part
    Decimal points;         // earned, 0 … full
    std::string reason, by;
    std::string at;  // ISO date or moment
};

struct MarksLoad {
    std::vector<EnteredMark> marks;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

// Rows of marks.csv, header first: unit, indicator, points, reason, by, at in any order. Rows with
// errors are left out of `marks`; blank rows are skipped.
MarksLoad parse_marks(std::span<const std::vector<std::string>> rows,
                      const std::string& name = "marks.csv");

// What is wrong with a mark for this scheme, or empty.
std::string mark_problem(const EnteredMark& mark, const Scheme& scheme);

// A unit of a round with the schemes that it is asked by.
struct MarkedUnit {
    const Unit* unit = nullptr;
    bool owns_site = false;
    std::vector<const Scheme*> schemes;
};
// What is wrong with a mark for this unit, or empty: one of its schemes has to ask it the part and
// accept the mark.
std::string mark_problem(const EnteredMark& mark, const MarkedUnit& unit);
// All problems of all marks, with duplicates; empty when every mark can be used.
std::vector<Error> validate_marks(std::span<const EnteredMark> marks, const Scheme& scheme,
                                  const std::string& name = "marks.csv");
// The same in a round: the unit has to be of the round, and one of its schemes has to ask it the
// part and accept the mark.
std::vector<Error> validate_marks(std::span<const EnteredMark> marks,
                                  std::span<const MarkedUnit> units, const std::string& name);

}  // namespace duwang::rules
