// The words by which indicator tables that offices type are understood:
// vocabulary/scheme_table.yaml and vocabulary/check_words.yaml.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace duwang {

struct TableWords {
    // Column ("title", "points" …) → what its head may be called (三级指标, 评价指标 …).
    std::map<std::string, std::vector<std::string>> columns;
    std::vector<std::string> same_as_above;  // 同上
    std::vector<std::string> total;          // 合计: of the whole table
    std::vector<std::string> subtotal;       // 小计: of the rows since the last one
    std::vector<std::string> nothing;        // —, 无: a cell that says nothing
    std::vector<std::string> bonus;          // 加分: in the heading of a table
    std::vector<std::string> not_here;       // 本市不涉及
    std::vector<std::string> only_some;      // 此项只评价
    std::vector<std::string> lead;           // 牵头: marks the leading unit
    std::vector<std::string> responsible;    // 责任: marks the others
    std::vector<std::string> and_words;      // 及: before the last of several
    std::vector<std::string> and_others;     // 等有关部门: behind an open list
    // Selector of a scheme ("county") → names that stand for all such units (各区县人民政府).
    std::map<std::string, std::vector<std::string>> groups;
};

// Words that speak for a check.
struct CheckWords {
    std::string code;   // "K22"
    std::string check;  // id of the check where there is one: "identity-site-marks"
    std::string title;  // 网站标识
    std::vector<std::string> words;
};

}  // namespace duwang
