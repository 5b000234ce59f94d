// 录分: marks that people enter for what a crawl cannot decide.
#pragma once

#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/kept_file.h"
#include "core/result.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

struct EnteredMark {
    std::string unit;       // unit id
    std::string indicator;  // id of a part ("3.01a"), or of an indicator that has one part
    Decimal points;         // earned, 0 … full
    std::string reason, by;
    std::string at;  // ISO date or moment
    Grounds grounds = {};
};

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

}  // namespace duwang::rules
