// Words by which titles of annual reports (政府信息公开工作年度报告) are told from other entries of
// the same column. Data of config/documents/titles.yaml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang {

struct ReportTitles {
    std::vector<std::string> words;   // one of them stands in the title of a report
    std::vector<std::string> others;  // letters, notices, interpretations: no reports
};

// Does the title name a report? Compared without blanks and width.
bool names_report(std::string_view title, const ReportTitles& titles);
// The word by which it is something else; empty: none.
std::string other_word(std::string_view title, const ReportTitles& titles);

// 统计年度: "2023年度", "二〇二三年"; 0: the title says none. Of several the first.
int year_in_title(std::string_view title);
// What the title says beside the year and the words of a report: whose it is.
std::string organ_in_title(std::string_view title, const ReportTitles& titles);

}  // namespace duwang
