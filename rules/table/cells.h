// What single cells of a typed table say: marks, names, dates.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/table_words.h"

namespace duwang::rules {

// 分值: "8", "8分", "1.5", "+3" (加分). `why_not`: what is wrong with a cell that is none of these.
struct PointsCell {
    std::optional<Decimal> points;
    bool plus = false;
    std::string why_not;
};
PointsCell read_points(std::string_view text);

// "主动公开（49分）": the name, and the points printed behind it.
struct MarkedName {
    std::string name;
    std::string points;  // "49", or empty
};
MarkedName split_marks(std::string_view text);

// Is it one of the words, whatever its widths, blanks, brackets and final stops?
bool is_one_of(std::string_view text, const std::vector<std::string>& words);

// "2022年8月底", "2022年12月31日前", "2022-08-31", "2022年": the last day meant, ISO; or "".
std::string due_date(std::string_view text);

// For messages: one line, cut short.
std::string brief(std::string_view text, std::size_t code_points = 30);

// The numbered points of a content: "1.…2.…", "（1）…", or lines. One when there are no numbers.
std::vector<std::string> content_points(std::string_view text);

}  // namespace duwang::rules
