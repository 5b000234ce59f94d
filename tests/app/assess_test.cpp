// `duwang assess`, `plan` and `explain PLAN` as an office meets them: from files alone, by several
// versions of a plan, and on the rounds of a ledger.
#include <fmt/format.h>

#include <filesystem>

#include "core/decimal.h"
#include "storage/ledger/ledger.h"
#include "tests/app/scoring_workspace.h"

namespace duwang {
namespace {

using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::write_text;

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

constexpr const char* plan_yaml = R"(id: city
title: 某市政务公开考评
version: "1"
effective_from: "2022-01-01"
period: {from: "2022-01-01", until: "2022-12-31"}
settings:
  - {name: daily, title: 日常考核占比, why: 文件没有写, low: "0", high: "1"}
  - {name: annual, title: 年度考核占比, why: 文件没有写, low: "0", high: "1"}
grades:
  - {name: 优秀, from: "90", text: 90分以上}
  - {name: 合格, from: "60", text: 60—89分}
  - {name: 不合格, from: "0", text: 60分以下}
conversion: {title: 绩效折算, weight: "5"}
groups:
  - id: county
    title: 县区
    objects: [county]
    result:
      parts:
        - {id: daily, title: 日常考核, share: {setting: daily}, mark: {from: 市政府办公室}}
        - {id: annual, title: 年度考核, share: {setting: annual}, mark: {from: 考核组}}
)";

// Three counties and a plan of the office's own; nothing was ever crawled.
class Assess : public testing::Test {
  protected:
    Assess() {
        const std::string ws = folder_.path("ws");
        run_program({"init", ws});
        write_text(
            ws + "/units.csv",
            "id,name,kind\na,甲县人民政府,county\nb,乙县人民政府,county\nc,丙县人民政府,county\n");
        write_text(ws + "/sites.csv", "id,name,home,hosts,owner\n");
        write_text(ws + "/columns.csv", "unit,site,kind,address\n");
        run({"inventory", "import"});
        std::filesystem::create_directories(ws + "/assessments/city");
        std::filesystem::create_directories(ws + "/settings");
        write_text(ws + "/assessments/city/plan.yaml", plan_yaml);
        settings("0.3", "0.7");
    }

    std::string workspace() const { return folder_.path("ws"); }
    void settings(const std::string& daily, const std::string& annual) const {
        write_text(workspace() + "/settings/plan-city.yaml",
                   fmt::format("daily: \"{}\"\nannual: \"{}\"\n", daily, annual));
    }
    ProgramEnd run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"-w", workspace()});
        return run_program(arguments);
    }
    ProgramEnd assess(std::vector<std::string> more = {},
                      const std::string& as_of = "2022-12-31") const {
        more.insert(more.begin(), {"assess", "city", "--as-of", as_of});
        return run(more);
    }
    void enter(const std::string& unit, const std::string& item, const std::string& value,
               const std::string& at = "2022-12-01",
               AssessmentEntryKind kind = AssessmentEntryKind::mark) const {
        auto ledger = storage::Ledger::open(workspace() + "/ledger.sqlite").value();
        AssessmentEntry entry;
        entry.kind = kind;
        entry.unit = unit;
        entry.item = item;
        entry.value = value;
        entry.reason = "考核组评议";
        entry.by = "王某";
        entry.at = at;
        ASSERT_TRUE(ledger->add_assessment_entries("city", std::vector{entry}, {}));
    }
    void enter_all() const {
        enter("a", "daily", "95");
        enter("a", "annual", "90");
        enter("b", "daily", "89.99");
        enter("b", "annual", "89.99");
        enter("c", "daily", "50");
        enter("c", "annual", "70");
    }
    Json report(const std::string& edition = "internal") const {
        return Json::parse(read_text(workspace() + "/out/city/" + edition + "/assessment.json"))
            .value();
    }
    // Units of the version in force: "a 91.50 优秀 1".
    static std::vector<std::string> lines(const Json& report, std::size_t version = 0) {
        std::vector<std::string> lines;
        for (const Json& unit :
             report["versions"].items().at(version)["groups"].items()[0]["units"].items())
            lines.push_back(fmt::format("{} {} {} {}", unit["unit"].text(), unit["total"].text(),
                                        unit["grade"].text(), unit["rank"].number()));
        return lines;
    }

    test::TempFolder folder_;
};

using Lines = std::vector<std::string>;

TEST_F(Assess, AYearIsComposedFromFilesAlone) {
    enter_all();
    const ProgramEnd end = assess();
    ASSERT_EQ(end.exit_code, 0) << end.err;
    EXPECT_TRUE(says(end.out, "甲县人民政府")) << end.out;
    EXPECT_TRUE(says(end.out, "91.50")) << end.out;
    // 89.99 is below 优秀, and 64 above 合格.
    EXPECT_EQ(lines(report()), (Lines{"a 91.50 优秀 1", "b 89.99 合格 2", "c 64.00 合格 3"}));
    const std::string json = read_text(workspace() + "/out/city/internal/assessment.json");
    EXPECT_TRUE(says(json, "0.3 × 95 + 0.7 × 90 = 91.5")) << json;
    EXPECT_TRUE(says(json, "4.575")) << "91.5 ÷ 100 × 5";
    ASSERT_EQ(assess().exit_code, 0);
    EXPECT_EQ(read_text(workspace() + "/out/city/internal/assessment.json"), json);
}

TEST_F(Assess, WhatIsMissingIsOpenAndNobodyItCouldPassIsRanked) {
    enter_all();
    enter("c", "annual", "withdrawn", "2022-12-02", AssessmentEntryKind::exempt);
    ASSERT_EQ(assess({}, "2022-11-30").exit_code, 0);
    EXPECT_EQ(lines(report()), (Lines{"a   0", "b   0", "c   0"})) << "nothing was decided by then";

    enter("b", "annual", "80", "2022-12-20");
    ASSERT_EQ(assess({}, "2022-12-10").exit_code, 0);
    EXPECT_EQ(lines(report())[1], "b 89.99 合格 2") << "decided later";
    ASSERT_EQ(assess().exit_code, 0);
    EXPECT_EQ(lines(report())[1], "b 83.00 合格 2") << "the later decision holds";
}

TEST_F(Assess, AMarkThatIsPutBackCountsAgain) {
    enter_all();
    enter("a", "annual", "80");
    enter("a", "annual", "80");
    enter("a", "annual", "90");
    ASSERT_EQ(assess().exit_code, 0);
    EXPECT_EQ(lines(report())[0], "a 91.50 优秀 1");
    auto ledger = storage::Ledger::open(workspace() + "/ledger.sqlite").value();
    EXPECT_EQ(ledger->assessment_entries("city")->size(), 8u) << "the second 80 said nothing new";
}

TEST_F(Assess, AShareThatNobodyFilledInKeepsEverythingFromBeingComposed) {
    enter_all();
    write_text(workspace() + "/settings/plan-city.yaml", "daily: \"0.3\"\n");
    const ProgramEnd end = assess();
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_TRUE(says(end.out, "不能合成")) << end.out;
    EXPECT_EQ(lines(report()), (Lines{"a   0", "b   0", "c   0"}));
    const ProgramEnd check = run({"plan", "check", "city"});
    EXPECT_TRUE(says(check.out, "annual: \"…\"    # 年度考核占比（文件没有写）")) << check.out;
    settings("0.3", "0.6");
    const ProgramEnd wrong = assess();
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_TRUE(says(wrong.err, "the shares add up to 90%; they have to be 100% together"))
        << wrong.err;
    write_text(workspace() + "/settings/plan-city.yaml", "dayly: \"0.3\"\n");
    EXPECT_TRUE(says(assess().err, "has no setting \"dayly\"; did you mean \"daily\"?"));
}

TEST_F(Assess, EntriesWithoutAPlaceInThePlanAreTold) {
    enter_all();
    enter("a", "dayly", "90");
    const ProgramEnd end = assess();
    EXPECT_EQ(end.exit_code, 0);
    EXPECT_TRUE(says(end.err, "1 项录入在现行方案中没有位置")) << end.err;
    EXPECT_TRUE(
        says(end.err, "dayly of a: no item \"dayly\" in plan city; did you mean \"daily\"?"))
        << end.err;
    EXPECT_EQ(lines(report())[0], "a 91.50 优秀 1");
}

TEST_F(Assess, ASupplementaryVersionKeepsBothResults) {
    enter_all();
    std::string later = plan_yaml;
    later.replace(later.find("version: \"1\""), 12, "version: \"2\"");
    later.replace(later.find("2022-01-01"), 10, "2022-12-15");
    later.replace(later.find("from: \"90\""), 10, "from: \"95\"");
    write_text(workspace() + "/assessments/city/supplement.yaml", later);
    ASSERT_EQ(assess({}, "2022-12-14").exit_code, 0);
    ASSERT_EQ(report()["versions"].items().size(), 1u);
    EXPECT_EQ(lines(report())[0], "a 91.50 优秀 1");
    const ProgramEnd end = assess();
    ASSERT_EQ(end.exit_code, 0) << end.err;
    const Json both = report();
    ASSERT_EQ(both["versions"].items().size(), 2u);
    EXPECT_EQ(lines(both, 0)[0], "a 91.50 合格 1");
    EXPECT_EQ(lines(both, 1)[0], "a 91.50 优秀 1");
    EXPECT_TRUE(says(end.out, "第 2 版")) << end.out;
    EXPECT_TRUE(says(end.out, "第 1 版")) << end.out;
}

// The leading group approves, and what it approved stays as it was (WW-P-19, YY-P-05).
TEST_F(Assess, AnApprovedResultStays) {
    enter("a", "daily", "95");
    const ProgramEnd early =
        assess({"--approve", "--by", "领导小组", "--basis", "会议纪要〔2023〕1号"});
    EXPECT_EQ(early.exit_code, 2);
    EXPECT_TRUE(says(early.err, "甲县人民政府（暂定）：待录：年度考核")) << early.err;
    enter_all();
    EXPECT_TRUE(says(assess({"--approve"}).err, "needs who approved it (--by)"));
    const ProgramEnd done =
        assess({"--approve", "--by", "领导小组", "--basis", "会议纪要〔2023〕1号"});
    ASSERT_EQ(done.exit_code, 0) << done.err;
    EXPECT_TRUE(says(done.out, "现在的结果与审定的一致")) << done.out;
    // 丙县 is no longer evaluated, and 丁县 is.
    std::string units = read_text(workspace() + "/units.csv");
    units.replace(units.find("c,丙县"), std::string_view("c,丙县").size(), "d,丁县");
    write_text(workspace() + "/units.csv", units);
    run({"inventory", "import"});
    const ProgramEnd other = assess();
    EXPECT_TRUE(says(other.out, "  丁县人民政府\n  丙县人民政府（已不在考评之列）\n")) << other.out;
    units.replace(units.find("d,丁县"), std::string_view("d,丁县").size(), "c,丙县");
    write_text(workspace() + "/units.csv", units);
    run({"inventory", "import"});
    enter("b", "daily", "99", "2022-12-30");
    const ProgramEnd after = assess();
    // 甲县 has lost its rank.
    EXPECT_TRUE(says(after.out, "以审定的为准：\n  甲县人民政府\n  乙县人民政府\n")) << after.out;
    EXPECT_EQ(run({"log", "verify"}).exit_code, 0);
}

TEST_F(Assess, EditionsShowWhatTheyMay) {
    enter_all();
    ASSERT_EQ(assess({"--edition", "public"}).exit_code, 0);
    const std::string page = read_text(workspace() + "/out/city/public/index.html");
    EXPECT_TRUE(says(page, "91.50"));
    for (const char* hidden : {"王某", "考核组评议", "日常考核", "0.3 × 95"})
        EXPECT_FALSE(says(page, hidden)) << hidden;
    EXPECT_TRUE(says(assess({"--edition", "unit"}).err, "name it with --unit"));
    ASSERT_EQ(assess({"--edition", "unit", "--unit", "乙县人民政府"}).exit_code, 0);
    const std::string own = read_text(workspace() + "/out/city/unit/b/index.html");
    EXPECT_TRUE(says(own, "日常考核"));
    EXPECT_TRUE(says(own, "考核组评议"));
    for (const char* hidden : {"王某", "甲县人民政府"}) EXPECT_FALSE(says(own, hidden)) << hidden;
}

TEST_F(Assess, ExplainWorksThroughEveryLevel) {
    enter_all();
    const ProgramEnd all = run({"explain", "city", "--unit", "a", "--as-of", "2022-12-31"});
    ASSERT_EQ(all.exit_code, 0) << all.err;
    for (const char* line :
         {"甲县人民政府", "0.3 × 95 + 0.7 × 90 = 91.5", "考核组评议", "王某", "2022-12-01"})
        EXPECT_TRUE(says(all.out, line)) << line << "\n" << all.out;
    const ProgramEnd one =
        run({"explain", "city", "--unit", "a", "--item", "daily", "--as-of", "2022-12-31"});
    EXPECT_TRUE(says(one.out, "日常考核"));
    EXPECT_FALSE(says(one.out, "年度考核"));
    EXPECT_TRUE(says(run({"explain", "city", "--unit", "a", "--item", "x"}).err, "no item \"x\""));
    EXPECT_TRUE(says(run({"explain", "city", "--unit", "z"}).err, "evaluates no unit \"z\""));
}

TEST_F(Assess, OrdersThatCannotBe) {
    EXPECT_TRUE(says(run({"assess", "cty"}).err, "no plan \"cty\"; did you mean \"city\"?"));
    EXPECT_TRUE(says(assess({}, "gestern").err, "--as-of gestern: no date; write for example"));
    EXPECT_TRUE(says(assess({}, "2098-01-01").err, "nothing is known of that day yet"));
    EXPECT_TRUE(says(assess({}, "2021-12-31").err, "does not hold on 2021-12-31 yet"));
    EXPECT_TRUE(says(assess({"--edition", "all"}).err, "internal"));
    write_text(workspace() + "/assessments/city/plan.yaml", "id: town\n");
    const ProgramEnd wrong = assess();
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_TRUE(says(wrong.err, "plan.yaml:1:1: the plan has no \"title\"")) << wrong.err;
}

// A round that was swept; the plan takes its sheets as they were published, and by another table
// scored again.
TEST(AssessRounds, SheetsOfARoundAreTaken) {
    const test::ScoringWorkspace workspace;
    ASSERT_EQ(workspace.sweep("r1", {"--scheme", "desk"}).exit_code, 0);
    test::write_desk(workspace.folder(), "desk2");
    test::change_scheme(workspace.folder(), "desk2", "indicators/1.yaml", "points: \"0.5\"",
                        "points: \"1\"");
    std::filesystem::create_directories(workspace.folder() + "/assessments/year");
    const auto plan = [&](const std::string& scheme) {
        write_text(workspace.folder() + "/assessments/year/plan.yaml",
                   fmt::format("id: year\ntitle: 年度\nversion: \"1\"\neffective_from: "
                               "\"2020-01-01\"\nperiod: {{from: \"2020-01-01\", until: "
                               "\"2099-12-31\"}}\ngroups:\n  - id: g\n    title: 县\n    objects: "
                               "[county]\n    result: {{round: {{id: r1{}}}}}\n",
                               scheme.empty() ? "" : ", scheme: " + scheme));
        EXPECT_EQ(workspace.run({"assess", "year"}).exit_code, 0);
        return Json::parse(read_text(workspace.folder() + "/out/year/internal/assessment.json"))
            .value()["versions"]
            .items()[0]["groups"]
            .items()[0]["units"]
            .items()[0];
    };
    const Json round = workspace.report("r1")["units"].items()[0];
    const Json published = plan("");
    EXPECT_EQ(published["unit"].text(), round["unit"].text());
    EXPECT_EQ(published["standing"].text(), "provisional");
    // The sheet has 20 points, the result 100.
    const Decimal low = Decimal::parse(round["total_low"]["exact"].text()).value();
    EXPECT_EQ(published["total_low"]["exact"].text(), (low * Decimal(5)).exact());
    const Json source = published["base"]["sources"].items()[0];
    EXPECT_EQ(source["scheme"].text(), "desk");
    EXPECT_EQ(source["edition"].number(), 1);
    EXPECT_GE(source["indicators"].items().size(), 5u);
    const Json again = plan("desk2")["base"]["sources"].items()[0];
    EXPECT_EQ(again["scheme"].text(), "desk2");
    EXPECT_EQ(again["edition"].number(), 0) << "computed now";
    EXPECT_EQ(again["round"].text(), "r1");
}

}  // namespace
}  // namespace duwang
