// Lines of an assessment in words, the same in every format for people.
#pragma once

#include <string>
#include <vector>

#include "core/assessment.h"

namespace duwang::reports {

std::string_view component_label(std::string_view kind);  // "parts" → "合成"; unknown as they are
// "87.50", "0.00–100.00"; a line without points: its standing, "待录".
std::string line_value(const AssessmentLine& line, int places);
// "占 30%（实占 3/8）": what the plan says, and what took effect when something was left out.
std::string weight_text(const AssessmentLine& line);
// "录分 87 / 100，对象 …；理由 …；依据 …；录入人 …，2022-04-10", personal numbers masked.
std::string source_text(const AssessmentSource& source);
// "附件 照片.jpg（1,024 字节）SHA-256 …", one each.
std::vector<std::string> attachment_lines(const AssessmentSource& source);

}  // namespace duwang::reports
