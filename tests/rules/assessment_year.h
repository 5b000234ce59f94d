// A year of an assessment, drawn at random: every kind of component, counties with departments,
// townships and villages below them.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "rules/assessment/assess.h"
#include "rules/assessment/plan_reader.h"

namespace duwang::rules {

// The plan of the year; version 1.
extern const char* const year_plan;

struct AssessedYear {
    AssessmentPlan plan;
    Inventory inventory;
    std::vector<AssessmentEntry> entries;
    std::vector<RoundScore> scores;

    Assessment assess(const std::string& as_of = "2023-03-01") const;
};

// Every unit and every item has its entry.
AssessedYear draw_year(unsigned seed, int counties);

AssessmentPlan plan_of(const std::string& yaml, const Settings& settings = {});

}  // namespace duwang::rules
