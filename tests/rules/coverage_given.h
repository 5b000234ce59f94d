// What an expectation gives the engine: answers of checks, marks and entries of one unit.
#pragma once

#include <string>
#include <vector>

#include "core/yaml.h"
#include "rules/scoring/history.h"
#include "rules/scoring/score.h"

namespace duwang::rules {

struct Given {
    Unit unit;
    bool owns_site = false;
    std::vector<CheckResult> results;
    std::vector<EnteredMark> marks;
    std::vector<Entry> entries;
    std::vector<EarlierRound> earlier;
    std::string as_of;
};

// `facts`: what holds where the expectation says nothing else.
Given read_given(const Yaml& node, const Scheme& scheme, const std::string& as_of,
                 const Yaml& facts);

// The part, or the only part of the indicator, of this id.
const Part* find_part(const Scheme& scheme, const std::string& id);

}  // namespace duwang::rules
