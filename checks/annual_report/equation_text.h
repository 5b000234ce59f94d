// How results of equations are worded.
#pragma once

#include <string>
#include <string_view>

#include "checks/annual_report/equations.h"

namespace duwang::checks {

std::string short_title(std::string_view table_title);  // "表三 收到和…" → "表三"
std::string place_words(const EquationResult& result);  // 表三“（七）总计”行“自然人”列
std::string cell_words(const EquationCell& cell);  // “（七）总计”行“自然人”列
// Cells apart by "、", the first few of many.
std::string cells_words(const std::vector<EquationCell>& cells);
std::string_view reason_words(std::string_view reason);
// The message of a result whose sides, outcome and cells are set.
std::string equation_message(const EquationResult& result);

}  // namespace duwang::checks
