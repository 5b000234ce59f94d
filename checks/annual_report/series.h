// 报告序列: which reports a unit has published, year by year, by the titles of its column (R14,
// R15). Pure.
#pragma once

#include <string>
#include <vector>

#include "core/list_facts.h"
#include "core/report_titles.h"
#include "core/unit.h"

namespace duwang::checks {

struct SeriesReport {
    int year = 0;  // 统计年度, by the title and never by the day of publication
    std::string title, url, date;
};

struct SeriesExcluded {
    std::string title, url;
    std::string reason;  // no_report_title, no_year, notice:WORD, other_unit:NAME, after_last
};

struct ReportSeries {
    std::vector<SeriesReport> reports;  // by year, of one year in the order of the list
    std::vector<SeriesExcluded> excluded;
    std::vector<int> missing;  // due years without a report
    std::vector<int> twice;    // years with two reports or more, under different addresses
};

struct SeriesQuestion {
    const Unit* unit = nullptr;
    std::vector<std::string> other_units;  // names of units whose reports are not this one's
    bool any_organ = false;  // the column is the unit's own: a title without its name counts
    int first_year = 0, last_year = 0;  // that are due, both included
};

ReportSeries report_series(const std::vector<ListItem>& items, const SeriesQuestion& question,
                           const ReportTitles& titles);

}  // namespace duwang::checks
