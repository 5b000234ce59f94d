// R14, R15: which entries of a column are the unit's reports, and which years are missing.
#include "checks/annual_report/series.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "config/document_rules.h"

namespace duwang::checks {
namespace {

const ReportTitles& titles() { return config::default_document_rules().annual_reports.titles; }

ListItem item(const std::string& title, const std::string& date = {}) {
    ListItem one;
    one.title = title;
    one.url = "http://www.x.gov.cn/" + std::to_string(title.size()) + date;
    one.date = date;
    return one;
}

Unit unit() {
    Unit one;
    one.id = "czj";
    one.name = "清河县财政局";
    one.aliases = {"县财政局"};
    return one;
}

TEST(Series, IsMadeOfTitlesAndNotOfDays) {
    const Unit own = unit();
    const SeriesQuestion question{&own, {"清河县教育局", "清河县人民政府"}, false, 2019, 2023};
    const ReportSeries series =
        report_series({item("清河县财政局2023年政府信息公开工作年度报告", "2024-01-20"),
                       item("2022年度县财政局政府信息公开工作年度报告", "2024-01-21"),
                       item("清河县财政局二〇一九年政府信息公开年报", "2020-01-20"),
                       item("清河县财政局2020年信息公开年度报告", "2021-03-20")},
                      question, titles());
    ASSERT_EQ(series.reports.size(), 4u);
    EXPECT_EQ(series.reports[0].year, 2019);
    EXPECT_EQ(series.reports[3].year, 2023);
    EXPECT_EQ(series.missing, std::vector<int>{2021});
    EXPECT_TRUE(series.excluded.empty());
}

TEST(Series, OtherThingsAreLeftOutWithTheReason) {
    const Unit own = unit();
    const SeriesQuestion question{
        &own, {"清河县教育局", "清河县财政局国库中心"}, false, 2022, 2023};
    const ReportSeries series = report_series(
        {item("关于做好2023年政府信息公开工作年度报告编制工作的通知"),
         item("清河县教育局2023年政府信息公开工作年度报告"),
         item("清河县财政局国库中心2023年政府信息公开工作年度报告"),
         item("清河县水利局2023年政府信息公开工作年度报告"), item("清河县财政局2023年部门决算"),
         item("清河县财政局政府信息公开工作年度报告"),
         item("一图读懂清河县财政局2022年政府信息公开工作年度报告图解"),
         item("清河县财政局2024年政府信息公开工作年度报告")},
        question, titles());
    EXPECT_TRUE(series.reports.empty());
    std::vector<std::string> reasons;
    for (const SeriesExcluded& one : series.excluded) reasons.push_back(one.reason);
    EXPECT_EQ(reasons, (std::vector<std::string>{"notice:通知", "other_unit:清河县教育局",
                                                 "other_unit:清河县财政局国库中心",
                                                 "other_unit:清河县水利局", "no_report_title",
                                                 "no_year", "notice:图解", "after_last"}));
    EXPECT_EQ(series.missing, (std::vector<int>{2022, 2023}));
}

TEST(Series, InAUnitsOwnColumnATitleNeedsNoName) {
    const Unit own = unit();
    const std::vector<ListItem> items{item("2023年政府信息公开工作年度报告", "2024-01-20"),
                                      item("2023年政府信息公开工作年度报告", "2024-01-21")};
    const ReportSeries series = report_series(items, {&own, {}, true, 2023, 2023}, titles());
    EXPECT_EQ(series.reports.size(), 2u);
    EXPECT_EQ(series.twice, std::vector<int>{2023});
    EXPECT_TRUE(report_series(items, {&own, {}, false, 2023, 2023}, titles()).reports.empty());
}

TEST(ReportTitles, SayYearAndOrgan) {
    for (auto [title, year, organ] :
         {std::tuple{"清河县人民政府2023年政府信息公开工作年度报告", 2023, "清河县人民政府"},
          std::tuple{"2023年度清河县财政局政府信息公开工作年度报告", 2023, "清河县财政局"},
          std::tuple{"清河县人民政府信息公开年度报告（2022年）", 2022, "清河县人民政府"},
          std::tuple{"清河县财政局２０２１年政府信息公开年报", 2021, "清河县财政局"},
          std::tuple{"政府信息公开工作年度报告", 0, ""}}) {
        EXPECT_EQ(year_in_title(title), year) << title;
        EXPECT_EQ(organ_in_title(title, titles()), organ) << title;
    }
}

}  // namespace
}  // namespace duwang::checks
