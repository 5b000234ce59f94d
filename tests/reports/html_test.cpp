#include "reports/format/html.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/reports/sample.h"

namespace duwang::reports {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

// Compares with tests/reports/golden/NAME; with DUWANG_UPDATE_GOLDEN=1 in the environment the file
// is written instead, and the difference is reviewed before it is committed.
void expect_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(DUWANG_SOURCE_DIR "/tests/reports/golden/") + name;
    const char* update = std::getenv("DUWANG_UPDATE_GOLDEN");
    if (update != nullptr && std::string_view(update) == "1") {
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    std::ifstream file(path, std::ios::binary);
    ASSERT_TRUE(file) << path;
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text);
}

TEST(Html, UnitPageAsReviewed) {
    const RoundReport report = sample_report();
    expect_golden("unit.html", unit_page(report, report.sheets[0]));
}

TEST(Html, IndexPageAsReviewed) { expect_golden("index.html", index_page(sample_report())); }

TEST(Html, NothingFromPagesIsMarkup) {
    RoundReport report = sample_report();
    const std::string attack = "\"><img src=x onerror=alert(1)><script>";
    report.title = report.scheme_title = report.audit_head = attack;
    report.coverage.sites[1].name = report.coverage.sites[1].note = attack;
    ScoreSheet& sheet = report.sheets[0];
    sheet.unit_name = sheet.unit = attack;
    IndicatorScore& line = sheet.indicators[0];
    line.id = line.title = line.basis = line.arithmetic = line.levels[0] = attack;
    PartScore& part = line.parts[0];
    part.note = part.title = part.deductions[0].rule = attack;
    for (CheckResult* result : {&part.results[0], &part.deductions[0].findings[0]}) {
        result->label = result->message = attack;
        result->evidence[0].url = "javascript:alert(1)//" + attack;
        result->evidence[0].quote = result->evidence[0].capture = attack;
    }
    const std::string page = unit_page(report, sheet) + index_page(report);
    for (const char* bad : {"<img", "<script", "\"javascript:", "href=\"java"})
        EXPECT_FALSE(has(page, bad)) << bad;
}

TEST(Html, PagesLoadNothing) {
    const RoundReport report = sample_report();
    const std::string page = unit_page(report, report.sheets[0]) + index_page(report);
    for (const char* loader : {"src=", "@import", "url(", "<link", "<iframe"})
        EXPECT_FALSE(has(page, loader)) << loader;
    EXPECT_TRUE(has(page, "default-src 'none'"));
}

TEST(Html, SaysWhatIsProvisionalAndWhatIsAssumed) {
    const RoundReport report = sample_report();
    const std::string page = unit_page(report, report.sheets[0]);
    EXPECT_TRUE(has(page, "暂定分：适用的 7 分（满分 100 分）中已判定 2.75 分"));
    EXPECT_TRUE(has(page, "<span class=\"tag\">假定</span>"));
    EXPECT_LT(page.find("覆盖情况"), page.find("<h2>得分"));
    EXPECT_TRUE(has(page, "党政机关网站标识：应答 403（服务器拒绝访问该页）"));
    EXPECT_FALSE(has(unit_page(report, report.sheets[1]), "暂定分："));

    ScoreSheet full = report.sheets[0];
    full.applicable = 100;
    full.decided = 72;
    EXPECT_TRUE(has(unit_page(report, full), "暂定分：100 分中已判定 72 分"));
}

TEST(Html, ManyFindingsStayReadableInSize) {
    RoundReport report = sample_report();
    PartScore& part = report.sheets[0].indicators[0].parts[0];
    part.results[0].evidence[0].quote = std::string(2'000'000, 'x');
    part.deductions[0].findings[0].evidence[0].quote = std::string(2'000'000, 'x');
    EXPECT_LT(unit_page(report, report.sheets[0]).size(), 100'000u);

    const CheckResult refused = part.results[2];
    for (int i = 0; i < 10'000; ++i) part.results.push_back(refused);
    const std::string page = unit_page(report, report.sheets[0]);
    EXPECT_LT(page.size(), 500'000u);
    EXPECT_TRUE(has(page, "其余 9802 个对象见问题清单"));
}

TEST(Html, UnitPageNames) {
    RoundReport report;
    ScoreSheet sheet;
    sheet.unit = "gaochang";
    sheet.scheme = "turpan-2022";
    EXPECT_EQ(unit_page_name(report, sheet), "unit-gaochang.html");
    report.several_schemes = true;
    EXPECT_EQ(unit_page_name(report, sheet), "unit-gaochang.turpan-2022.html");
    sheet.unit = "../x";
    EXPECT_FALSE(has(unit_page_name(report, sheet), "/"));
}

}  // namespace
}  // namespace duwang::reports
