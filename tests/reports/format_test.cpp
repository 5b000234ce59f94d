#include <gtest/gtest.h>

#include <algorithm>

#include "reports/explain.h"
#include "reports/format/csv.h"
#include "reports/format/json.h"
#include "reports/format/terminal.h"
#include "tests/reports/sample.h"

namespace duwang::reports {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

TEST(Coverage, CountsSitesOutcomesAndCauses) {
    const Coverage coverage = sample_report().coverage;
    EXPECT_EQ(coverage.sites_reached(), 1);
    EXPECT_EQ(coverage.units_planned, 3);
    EXPECT_EQ(coverage.units_scored, 2);
    EXPECT_EQ(coverage.pages_fetched, 380);
    ASSERT_EQ(coverage.outcomes.size(), 5u);
    EXPECT_EQ(coverage.outcomes[0].count, 1);  // pass
    EXPECT_EQ(coverage.outcomes[1].count, 1);  // fail
    EXPECT_EQ(coverage.outcomes[3].count, 2);  // not_determined
    ASSERT_EQ(coverage.causes.size(), 2u);
}

TEST(Json, HoldsExactAndPublishedPointsAndTheWayToTheBytes) {
    Json json = Json::parse(json_text(sample_report())).value();
    EXPECT_EQ(json["format"].text(), "duwang-report-1");
    EXPECT_EQ(json["coverage"]["sites_reached"].number(), 1);
    EXPECT_EQ(json["coverage"]["not_determined_causes"]["http_refused"].number(), 1);
    EXPECT_EQ(json["units"].items()[0]["unit"].text(), "jiaoyu") << "the report's order";
    const Json& unit = json["units"].items()[1];
    EXPECT_EQ(unit["low"]["exact"].text(), "425/14");
    EXPECT_EQ(unit["low"]["published"].text(), "30.36");
    EXPECT_TRUE(unit["provisional"].boolean());
    const Json& part = unit["indicators"].items()[0]["parts"].items()[0];
    const Json& finding = part["results"].items()[0];
    EXPECT_EQ(part["deductions"].items()[0]["findings"].items()[0].text(),
              finding["finding_id"].text());
    EXPECT_EQ(finding["evidence"].items()[0]["offset"].number(), 4096);
    EXPECT_EQ(unit["indicators"].items()[3]["state"].text(), "not_applicable");
}

TEST(Csv, OneRowPerUnitAndIndicatorForSpreadsheets) {
    const std::string csv = scores_csv(sample_report());
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF\"批次\",\"单位编号\""));
    EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 1 + 4);
    EXPECT_TRUE(has(csv,
                    "\"gaochang\",\"高昌区政府\",\"3.38\",\"网站标识\",\"公开渠道\",\"政府网站\","
                    "\"\",\"1.00\",\"0.13\",\"0.25\",\"0.63\""));
    EXPECT_TRUE(has(csv, "\"待录入\""));
}

TEST(Csv, FindingsKeepUndecidedApartFromDeductions) {
    const std::string csv = findings_csv(sample_report());
    EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 3);
    EXPECT_TRUE(has(csv,
                    "\"not_determined\",\"无法评估\",\"\",\"党政机关网站标识\","
                    "\"www.gcq.gov.cn#conac\",\"应答 403\",\"服务器拒绝访问该页\",\"\""));
    EXPECT_TRUE(has(csv, "\"duwang capture show 2022-gaochang --exchange 12\""));
    EXPECT_FALSE(has(csv, "13912345678")) << "personal data must be masked";
}

TEST(Csv, NoCellIsAFormula) {
    RoundReport report = sample_report();
    report.sheets[0].unit_name = "=HYPERLINK(\"http://x\")";
    report.sheets[0].indicators[0].parts[0].results[0].label = "\t@SUM(1)";
    report.sheets[0].indicators[0].parts[0].results[0].message = "-1+1\r\n\"a\",b";
    const std::string csv = scores_csv(report) + findings_csv(report);
    EXPECT_TRUE(has(csv, "\"'=HYPERLINK(\"\"http://x\"\")\""));
    EXPECT_TRUE(has(csv, "\"'-1+1  \"\"a\"\",b\""));
    EXPECT_TRUE(has(csv, "\"' @SUM(1)\""));
    EXPECT_FALSE(has(csv, ",\"="));
}

TEST(Terminal, CoverageComesFirstAndColumnsLineUp) {
    const std::string text = terminal_table(sample_report());
    EXPECT_LT(text.find("计划站点 2 个，到达 1 个"), text.find("得分"));
    EXPECT_TRUE(
        has(text, "未到达：鄯善县人民政府网 https://www.xjss.gov.cn/，被防护墙拦截；应答 412"));
    EXPECT_TRUE(has(text, "吐鲁番市教育局        75.00       2.00/2  0.00  已判定\n")) << text;
    EXPECT_TRUE(has(text, "高昌区政府      30.36–91.07       2.75/7  0.00  暂定\n")) << text;
}

TEST(Terminal, ControlCharactersNeverReachIt) {
    RoundReport report = sample_report();
    report.title =
        "a\x1b]0;x\x07\xC2\x9B"
        "b\xE2\x80\xAE"
        "c";
    report.coverage.sites[1].note = "\x1b[2J\n伪造的一行";
    const std::string text = terminal_table(report);
    EXPECT_EQ(text.find('\x1b'), text.npos);
    EXPECT_EQ(text.find('\x07'), text.npos);
    EXPECT_TRUE(has(text, "a]0;xbc")) << text;
    EXPECT_TRUE(has(text, "[2J 伪造的一行"));
}

TEST(Explain, FollowsADeductionDownToTheExchange) {
    const std::string text = explain_unit(sample_sheet(), "3.38");
    for (const char* part :
         {"暂定分：适用的 7 分（满分 100 分）中已判定 2.75 分",
          "3.38 网站标识  1 − 1 × 0.125 = 0.875（待定 0.25）", "依据 附件3 第38条",
          "扣 0.125 分：1 × 0.125，缺一项标识，扣八分之一（假定",
          "页面 https://www.gcq.gov.cn/（ok，2022-09-30T10:00:00+08:00，203.0.113.5:443）",
          "139****5678", "exchanges-0001.warc.gz 偏移 4096 长度 812 SHA-256 aaaa",
          "读回 duwang capture show 2022-gaochang --exchange 12", "未能判定 2 个对象，不扣分",
          "无法评估 党政机关网站标识：应答 403（服务器拒绝访问该页）"})
        EXPECT_TRUE(has(text, part)) << part << "\n" << text;
    EXPECT_FALSE(has(text, "3.28"));
    EXPECT_TRUE(has(explain_unit(sample_sheet()), "录分 1.5：解读材料不足（甲，2022-10-31）"));
    EXPECT_EQ(explain_unit(sample_sheet(), "9.99"), "");
}

}  // namespace
}  // namespace duwang::reports
