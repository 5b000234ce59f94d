// By which telephone numbers are found in the words of a page: config/vocabulary/calls.yaml.
#pragma once

#include <string>
#include <vector>

namespace duwang {

// A pattern has '#' for a digit, 'N' for a digit from 2 to 9, '-' for a dash, a bracket, a blank or
// nothing, and stands for itself otherwise.
struct PhoneRules {
    std::vector<std::string> labels;          // in front of a number: 咨询电话
    std::vector<std::string> not_labels;      // in front of other numbers: 传真, 邮政编码
    std::vector<std::string> patterns;        // numbers wherever they stand: "0###-N######"
    std::vector<std::string> local_patterns;  // numbers behind a label only: "N#######"
    std::vector<std::string> guides;          // in the title of a link to a guide: 公开指南
    std::vector<std::string> guide_columns;   // kinds of columns that are guides
    std::vector<std::string> link_columns;    // kinds of columns that link to guides
};

}  // namespace duwang
