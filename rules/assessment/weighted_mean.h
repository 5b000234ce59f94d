// 加权平均: a line from the lines below it, with the arithmetic an auditor can follow.
#pragma once

#include <span>
#include <string>

#include "core/assessment.h"

namespace duwang::rules {

// Σ weight × points ÷ own full mark ÷ Σ weight × full mark of the line, over the lines that apply
// (OP-03). Sets points, standing, arithmetic and note of `line`, and the shares of its lines.
// `weights`: one for each of its lines.
void weigh(AssessmentLine& line, std::span<const Decimal> weights);

// Points as they are written into arithmetic: exact, or "87.333333…" where they have no end.
std::string shown_points(const Decimal& points);
// "84.25", or "[60 … 84.25]" of a line that is open.
std::string shown_bounds(const AssessmentLine& line);

// Left out of whatever it belongs to.
inline bool is_left_out(const AssessmentLine& line) {
    return line.standing == Standing::exempt || line.standing == Standing::not_evaluated;
}

// What the standings of the lines make of the whole: blocked before open before final.
Standing joint_standing(std::span<const AssessmentLine> lines);
// Why the lines below are not final: their titles, by standing.
std::string joint_note(std::span<const AssessmentLine> lines);

}  // namespace duwang::rules
