// Coverage in words, one fact per line, the same in every format for people.
#pragma once

#include <string>
#include <vector>

#include "reports/model.h"

namespace duwang::reports {

// "计划站点 3 个，到达 2 个" …; sites that were not reached follow, each with its cause.
std::vector<std::string> coverage_lines(const Coverage& coverage);
// "暂定分：100 分中已判定 72 分", or empty when everything is decided.
std::string provisional_text(const ScoreSheet& sheet);
// "61.50–89.50", one number when both are the same.
std::string score_range(const ScoreSheet& sheet);
// Factors, ceilings and vetoes that hold or could still hold, and why bonus did not open.
std::vector<std::string> total_rule_lines(const ScoreSheet& sheet);

}  // namespace duwang::reports
