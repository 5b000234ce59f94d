// Labels of tables and sections, so that "（一）予以\n公开" and "1.予以公开" are one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

// 标签归一, for matching only: without blanks, punctuation, the numbering before it ("三、",
// "（一）", "1.", "其中：") and the unit behind it ("（件）", "（单位：万元）").
std::string label_form(std::string_view label);

// Every label of the list as label_form has it.
std::vector<std::string> label_forms(const std::vector<std::string>& labels);

}  // namespace duwang::crawler
