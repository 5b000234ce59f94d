// What people enter (录入): refused with its line, stored once, and each entry changes exactly the
// lines it should.
#include <fmt/format.h>

#include "tests/app/scoring_workspace.h"

namespace duwang {
namespace {

using test::changes;
using test::Lines;
using test::lines_of;
using test::object_of;
using test::ProgramEnd;
using test::run_program;
using test::ScoringWorkspace;
using test::write_text;

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

struct WrongRow {
    const char *row, *says;
};

constexpr WrongRow wrong_rows[] = {
    {"意见,yunshan,5,,,,,,不明,王,2026-10-01", "unknown kind \"意见\""},
    {"事实,nobody,has_counter,,,yes,,,不明,王,2026-10-01", "no unit \"nobody\""},
    {"不适用,yunshan,9.9,,,,,,不明,王,2026-10-01", "no indicator or part \"9.9\""},
    {"选分,yunshan,5,bad-meeting,9月例会,3,,,不明,王,2026-10-01", "write 0.5 to 2"},
    {"不适用,yunshan,5,,,,,,不明,王,31.10.2026", "\"31.10.2026\" is no date"},
    {"事实,yunshan,has_counter,,,maybe,,,不明,王,2026-10-01", "has no value \"maybe\""},
    {"事实,yunshan,has_countr,,,yes,,,不明,王,2026-10-01", "has_counter"},
    {"外部成绩,yunshan,6,,,120,100,,不明,王,2026-10-01", "write 0 to 100"},
    {"外部成绩,yunshan,6,,,87,,,不明,王,2026-10-01", "write the scale"},
    {"个案,yunshan,4,late,第5号,,,,不明,王,2026-10-01", "late-reply"},
    {"个案,yunshan,4,late-reply,,,,,不明,王,2026-10-01", "a case needs an object"},
    {"确认,yunshan,1,dead-link,,,,,不明,王,2026-10-01", "as `explain` prints them"},
    {"确认,yunshan,1,dead-lnk,http://x/,,,,不明,王,2026-10-01", "dead-link"},
    {"日常加减分,yunshan,7,,,几分,,,不明,王,2026-10-01", "is no number of points"},
    {"日常加减分,yunshan,7,,,,,,不明,王,2026-10-01", "write the value of the daily"},
    {"个案,yunshan,4,late-reply,第5号,,,17天,不明,王,2026-10-01", "write name=value"},
    {"不适用,yunshan,5,,,,,,,王,2026-10-01", "reason"},
    {"不适用,yunshan,5,,,,,,不明,,2026-10-01", "by"},
};

std::string line_of(const std::string& text, std::string_view begin) {
    const auto at = text.find(begin);
    return at == std::string::npos ? std::string() : text.substr(at, text.find('\n', at) - at);
}

TEST(Entries, WrongRowsAreNamedAndNothingIsStored) {
    ScoringWorkspace work;
    ASSERT_EQ(work.sweep("r1", {"--scheme", "desk"}).exit_code, 0);
    std::string rows = "不适用,yunshan,5,,,,,,无会议,王,2026-10-01\n";  // a good one
    for (const WrongRow& wrong : wrong_rows) rows += std::string(wrong.row) + "\n";
    const std::string head = work.log_head();
    ProgramEnd refused = work.enter("r1", rows);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_TRUE(says(refused.err, "没有导入任何内容")) << refused.err;
    EXPECT_EQ(work.log_head(), head);
    EXPECT_FALSE(says(refused.err, "entries.csv:2:"));
    int line = 3;
    for (const WrongRow& wrong : wrong_rows) {
        const std::string error = line_of(refused.err, fmt::format("entries.csv:{}:", line++));
        EXPECT_FALSE(error.empty()) << wrong.row;
        EXPECT_TRUE(says(error, wrong.says)) << wrong.row << "\n" << error;
    }
    // With English headers in another order and Chinese kinds mixed in.
    const std::string good = work.folder() + "/good.csv";
    write_text(good,
               "at,by,reason,unit,kind,item,value\n"
               "2026-10-01,王,有窗口,yunshan,事实,has_counter,yes\n"
               "2026-10-01,王,没有会议,yunshan,exempt,5,\n");
    ProgramEnd stored = work.run({"entries", "import", good, "--round", "r1"});
    EXPECT_EQ(stored.exit_code, 0) << stored.err;
    EXPECT_TRUE(says(stored.out, "已录入 2 项")) << stored.out;
    const std::string after = work.log_head();
    EXPECT_NE(after, head);
    ProgramEnd again = work.run({"entries", "import", good, "--round", "r1"});
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_TRUE(says(again.out, "已录入 0 项，另有 2 项以前录入过")) << again.out;
    EXPECT_EQ(work.log_head(), after);
    EXPECT_EQ(work.run({"entries", "import", good, "--round", "r9"}).exit_code, 2);
    EXPECT_EQ(work.run({"entries", "import", "no-such.csv", "--round", "r1"}).exit_code, 2);
}

// A row of entries.csv, the lines it changes, and where `explain` has to show it.
struct Step {
    std::string row;
    std::vector<std::string> changes;
    std::string unit, part;
    std::vector<std::string> explains;
};

class Steps {
  public:
    explicit Steps(const ScoringWorkspace& work) : work_(work) {
        report_ = work.report("r1");
        lines_ = lines_of(report_);
    }

    const Json& report() const { return report_; }

    void take(const Step& step) {
        SCOPED_TRACE(step.row);
        ProgramEnd entered = work_.enter("r1", step.row + "\n");
        ASSERT_EQ(entered.exit_code, 0) << entered.err;
        EXPECT_FALSE(says(entered.out, "暂不起作用")) << entered.out;
        EXPECT_EQ(lines_of(work_.report("r1")), lines_);  // not before the next scoring
        ASSERT_EQ(work_.run({"score", "r1"}).exit_code, 0);
        report_ = work_.report("r1");
        const Lines now = lines_of(report_);
        EXPECT_EQ(changes(lines_, now), step.changes);
        lines_ = now;
        const std::string shown =
            work_.run({"explain", "r1", "--unit", step.unit, "--indicator", step.part}).out;
        for (const std::string& text : step.explains)
            EXPECT_TRUE(says(shown, text)) << text << "\n" << shown;
    }

  private:
    const ScoringWorkspace& work_;
    Json report_;
    Lines lines_;
};

TEST(Entries, EachChangesExactlyTheLinesItShouldAndExplainShowsIt) {
    ScoringWorkspace work;
    ASSERT_EQ(work.sweep("r1", {"--scheme", "desk"}).exit_code, 0);
    Steps steps(work);
    const Json& report = steps.report();
    const std::string lost = object_of(report, "yunshan", "2", "missing-mark", "fail");
    const std::string doubted = object_of(report, "yunshan", "1", "dead-link", "doubtful");
    const std::string gap = object_of(report, "yunshan", "3", "missing-entry", "fail");
    // What a decision has to name stands in explain.
    EXPECT_TRUE(says(work.run({"explain", "r1", "--unit", "yunshan"}).out,
                     "（问题类型 dead-link，对象 " + doubted + "）"));
    const Step all[] = {
        {"事实,yunshan,has_counter,,,no,,,没有窗口,王一,2026-10-01",
         {"yunshan 4: 0/2/0 open → 0/0/0 not_applicable"},
         "yunshan",
         "4",
         {"不符合适用条件", "事实 has_counter no：没有窗口（王一，2026-10-01）"}},
        {"事实,linjiang,has_counter,,,yes,,,有窗口,王二,2026-10-01",
         {},
         "linjiang",
         "4",
         {"个案待登记", "事实 has_counter yes：有窗口（王二，2026-10-01）"}},
        {"个案,linjiang,4,late-reply,第5号,,,days=17,逾期两天,王三,2026-10-02",
         {"linjiang 4: 0/2/0 open → 0.5/0/1.5 decided"},
         "linjiang",
         "4",
         {"第5号：逾期两天", "登记 「逾期两天（王三）」 2026-10-02"}},
        {"不适用,yunshan,5,,,,,,没有会议,王四,2026-10-03",
         {"yunshan 5: 0/2/0 open → 0/0/0 not_applicable"},
         "yunshan",
         "5",
         {"不适用：没有会议（王四，2026-10-03）"}},
        {"不成立,yunshan,2,missing-mark," + lost + ",,,,备案在二级页,王五,2026-10-04",
         {"yunshan 2: 1.5/0/1.5 decided → 0.5/0/2.5 decided"},
         "yunshan",
         "2",
         {"不成立 " + lost + "：备案在二级页（王五，2026-10-04）"}},
        {"确认,yunshan,1,dead-link," + doubted + ",,,,隔日复核打不开,王六,2026-10-05",
         {"yunshan 1: 0.5/2.5/1 open → 1/2/1 open"},
         "yunshan",
         "1",
         {"确认 " + doubted + "：隔日复核打不开（王六，2026-10-05）"}},
        {"确认,yunshan,3,missing-entry," + gap + ",,,,人工核实,王七,2026-10-06",
         {"yunshan 3: 0/1/2 open → 0.5/0.5/2 open"},
         "yunshan",
         "3",
         {"确认 " + gap + "：人工核实（王七，2026-10-06）"}},
        {"个案,linjiang,5,bad-meeting,9月例会,,,,迟到多人,王八,2026-10-07",
         {"linjiang 5: 0/2/0 open → 0.5/1.5/0 open"},
         "linjiang",
         "5",
         {"迟到多人（王八）", "在 0.5—2 分内选定"}},
        {"选分,linjiang,5,bad-meeting,9月例会,1.5,,,情节较重,王九,2026-10-08",
         {"linjiang 5: 0.5/1.5/0 open → 1.5/0/0.5 decided"},
         "linjiang",
         "5",
         {"区间内选定", "选分 9月例会 1.5：情节较重（王九，2026-10-08）"}},
        {"个案,qinghe,5,none,,,,,查过没有,王十,2026-10-08",
         {"qinghe 5: 0/2/0 open → 0/0/2 decided"},
         "qinghe",
         "5",
         {"个案 没有：查过没有（王十，2026-10-08）"}},
        {"外部成绩,qinghe,6,,,87,100,,第三方报告,赵一,2026-10-09",
         {"qinghe 6: 0/4/0 open → 0.52/0/3.48 decided"},
         "qinghe",
         "6",
         {"外部成绩 87 / 100 折合 3.48：第三方报告（赵一，2026-10-09）"}},
        {"日常加减分,qinghe,7,,,-0.5,,,通报一次,赵二,2026-10-10",
         {"qinghe 7: 0/2/0 open → 0.5/1.5/0 open"},
         "qinghe",
         "7",
         {"日常加减分 -0.5：通报一次（赵二，2026-10-10）"}},
    };
    for (const Step& step : all) {
        steps.take(step);
        if (HasFatalFailure()) return;
    }
    const std::string page = test::read_text(work.folder() + "/out/r1/unit-linjiang.html");
    for (const char* text :
         {"扣 1.5 分</b> ＝ 区间内选定", "选分 9月例会 1.5：情节较重（王九，2026-10-08）",
          "事实 has_counter yes：有窗口（王二，2026-10-01）"})
        EXPECT_TRUE(says(page, text)) << text;
    EXPECT_TRUE(says(test::read_text(work.folder() + "/out/r1/unit-qinghe.html"),
                     "外部成绩 87 / 100 折合 3.48"));
    // A decision on what nobody found is stored, and said to have no effect.
    ProgramEnd idle =
        work.enter("r1", "不成立,yunshan,1,dead-link,http://nowhere/,,,,误报,王,2026-10-11\n");
    EXPECT_EQ(idle.exit_code, 0) << idle.err;
    EXPECT_TRUE(says(idle.out, "第 2 行") && says(idle.out, "暂不起作用")) << idle.out;
    EXPECT_EQ(work.run({"log", "verify"}).exit_code, 0);
}

}  // namespace
}  // namespace duwang
