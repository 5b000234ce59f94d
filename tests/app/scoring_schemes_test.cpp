// Schemes beside each other: another one tried on a round, settings that are missing, several in
// one round, and what `scheme` shows.
#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "tests/app/scoring_workspace.h"

namespace duwang {
namespace {

using test::change_scheme;
using test::ProgramEnd;
using test::read_text;
using test::ScoringWorkspace;
using test::totals_of;
using test::write_text;

// 印章: ten points, of which a check decides six; ties and all places can be made with marks.
void write_seal(const std::string& workspace, const std::string& id) {
    const std::string folder = fmt::format("{}/schemes/{}", workspace, id);
    std::filesystem::create_directories(folder + "/indicators");
    write_text(folder + "/scheme.yaml", fmt::format("id: {}\n"
                                                    "title: 标识评分\n"
                                                    "version: \"1\"\n"
                                                    "full: \"10\"\n"
                                                    "grades:\n"
                                                    "  - {{name: 优秀, from: \"8\"}}\n"
                                                    "  - {{name: 良好, from: \"7.5\"}}\n"
                                                    "  - {{name: 合格, from: \"0\"}}\n",
                                                    id));
    write_text(folder + "/indicators/1.yaml", R"(id: S1
title: 标识
full: "6"
basis: 标识评分 第1条
objects: [county]
method: crawl
check: identity-site-marks
params: {marks: [domain, name, conac, site_code, icp, psb]}
deduct:
  - {finding: missing-mark, points: "1", text: 每缺一项扣分}
  - {finding: inconsistent-mark, points: "1", text: 每项不一致扣分}
)");
    write_text(folder + "/indicators/2.yaml", R"(id: S2
title: 日常
full: "4"
basis: 标识评分 第2条
objects: [county]
method: entered
)");
}

void write_dept(const std::string& workspace) {
    const std::string folder = workspace + "/schemes/dept";
    std::filesystem::create_directories(folder + "/indicators");
    write_text(folder + "/scheme.yaml", "id: dept\ntitle: 部门评分\nversion: \"1\"\nfull: \"5\"\n");
    write_text(folder + "/indicators/1.yaml",
               "id: D1\ntitle: 配合\nfull: \"5\"\nbasis: 部门评分 第1条\nobjects: [department]\n"
               "method: entered\n");
}

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

// A crawl that is asked for no links leaves some pages unasked, which is "partial".
bool is_done(const ProgramEnd& end) { return end.exit_code == 0 || end.exit_code == 3; }

void mark(const ScoringWorkspace& work, const std::string& round, const std::string& rows) {
    const std::string file = work.folder() + "/marks.csv";
    write_text(file, "unit,indicator,points,reason,by,at\n" + rows);
    ProgramEnd end = work.run({"marks", "import", file, "--round", round});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    ASSERT_TRUE(is_done(work.run({"score", round})));
}

// A round by `seal` with qinghe and yunshan level at 8 points, and linjiang behind them.
class OtherScheme : public testing::Test {
  protected:
    void SetUp() override {
        write_seal(work_.folder(), "seal");
        ASSERT_TRUE(is_done(work_.sweep("r1", {"--scheme", "seal"})));
        mark(work_, "r1",
             "qinghe,S2,2,查过,王,2026-10-01\nyunshan,S2,4,查过,王,2026-10-01\n"
             "linjiang,S2,0,查过,王,2026-10-01\n");
    }

    ScoringWorkspace work_;
};

// OP-23: a supplementary notice is another table; both results can be had.
TEST_F(OtherScheme, ShowsWhoseScoreGradeAndRankWouldChangeAndStoresNothing) {
    // OP-05, OP-29: who is level shares a place, who is not settled has none.
    auto totals = totals_of(work_.folder(), "r1");
    EXPECT_EQ(totals["qinghe seal"]["总分"], "8.00");
    EXPECT_EQ(totals["qinghe seal"]["名次"], "1");
    EXPECT_EQ(totals["yunshan seal"]["名次"], "1");
    EXPECT_EQ(totals["yunshan seal"]["等次"], "优秀");
    EXPECT_EQ(totals["linjiang seal"]["名次"], "");
    EXPECT_EQ(totals["linjiang seal"]["总分"], "");
    EXPECT_EQ(totals["linjiang seal"]["状态"], "暂定");
    mark(work_, "r1", "linjiang,S1,1,逐项看过,王,2026-10-02\n");
    totals = totals_of(work_.folder(), "r1");
    EXPECT_EQ(totals["linjiang seal"]["总分"], "1.00");
    EXPECT_EQ(totals["linjiang seal"]["名次"], "3");  // the second place is skipped

    write_seal(work_.folder(), "strict");
    change_scheme(work_.folder(), "strict", "indicators/1.yaml", "missing-mark, points: \"1\"",
                  "missing-mark, points: \"2\"");
    change_scheme(work_.folder(), "strict", "indicators/2.yaml", "full: \"4\"", "full: \"5\"");
    change_scheme(work_.folder(), "strict", "scheme.yaml", "full: \"10\"", "full: \"11\"");
    const std::string head = work_.log_head(), files = work_.report_files("r1");

    ProgramEnd diff = work_.run({"score", "r1", "--scheme", "strict", "--diff"});
    EXPECT_EQ(diff.exit_code, 0) << diff.err;
    for (const char* text :
         {"云山县人民政府（yunshan）\n  总分 8.00 → 7.00\n  等次 优秀 → 合格\n  名次 第 1 名 → 第 "
          "2 名\n",
          "  S1 标识：4 / 6 → 3 / 6\n    原来 6 − 1 × 1 − 1 × 1 = 4", "现在 6 − 1 × 2 − 1 × 1 = 3",
          "清河县人民政府（qinghe）\n  总分 8.00 → 8.00\n  S2 日常：2 / 4 → 2 / 5\n",
          "3 个单位有变化，3 个单位没有变化"})
        EXPECT_TRUE(says(diff.out, text)) << text << "\n" << diff.out;
    ProgramEnd same = work_.run({"score", "r1", "--scheme", "seal", "--diff"});
    EXPECT_EQ(same.out, "0 个单位有变化，6 个单位没有变化\n");
    ProgramEnd table = work_.run({"score", "r1", "--scheme", "strict"});
    EXPECT_EQ(table.exit_code, 0) << table.err;
    EXPECT_TRUE(says(table.out, "7.00") && says(table.out, "没有保存")) << table.out;

    EXPECT_EQ(work_.log_head(), head);
    EXPECT_EQ(work_.report_files("r1"), files);
    EXPECT_EQ(work_.run({"score", "r1", "--diff"}).exit_code, 2);
    for (const char* wrong : {"no-such", "seal@countie", "seal@unit:nobody"})
        EXPECT_EQ(work_.run({"score", "r1", "--scheme", wrong}).exit_code, 2) << wrong;
    // Of two schemes with the same parts nobody could say which one a mark is for.
    ProgramEnd both = work_.run({"score", "r1", "--scheme", "seal", "--scheme", "strict"});
    EXPECT_EQ(both.exit_code, 2);
    EXPECT_TRUE(says(both.err, "S1")) << both.err;
}

TEST_F(OtherScheme, MissingSettingsAreListedAndScoringWaitsForThem) {
    write_seal(work_.folder(), "gap");
    change_scheme(work_.folder(), "gap", "scheme.yaml", "grades:",
                  "settings:\n  - {name: rate, title: 每缺一项扣多少, why: 转载缺失, low: \"0\", "
                  "high: \"2\"}\ngrades:");
    change_scheme(work_.folder(), "gap", "indicators/1.yaml", "missing-mark, points: \"1\"",
                  "missing-mark, points: {setting: rate}");
    for (const char* command : {"check", "show", "tasks"}) {
        ProgramEnd end = work_.run({"scheme", command, "gap"});
        EXPECT_EQ(end.exit_code, 0) << command << end.err;
        for (const char* text : {"rate", "每缺一项扣多少", "settings/gap.yaml"})
            EXPECT_TRUE(says(end.out, text)) << command << ": " << text << "\n" << end.out;
    }
    const std::string head = work_.log_head();
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"score", "r1", "--scheme", "gap"}, {"score", "r1", "--scheme", "gap", "--diff"}}) {
        ProgramEnd refused = work_.run(command);
        EXPECT_EQ(refused.exit_code, 2);
        EXPECT_TRUE(says(refused.err, "settings/gap.yaml") && says(refused.err, "rate"))
            << refused.err;
    }
    ProgramEnd early = work_.sweep("r2", {"--scheme", "gap"});
    EXPECT_EQ(early.exit_code, 2);
    EXPECT_TRUE(says(early.err, "settings/gap.yaml")) << early.err;
    EXPECT_FALSE(says(work_.run({"rounds"}).out, "r2"));  // before hours of crawling
    EXPECT_EQ(work_.log_head(), head);

    const std::string file = work_.folder() + "/settings/gap.yaml";
    std::filesystem::create_directories(work_.folder() + "/settings");
    struct Wrong {
        const char *text, *place, *says;
    };
    for (const Wrong& wrong : {Wrong{"rate: viel\n", "gap.yaml:1:7", "viel"},
                               Wrong{"rate: \"5\"\n", "gap.yaml:1:7", "at most 2"},
                               Wrong{"rate: \"1\"\nratte: \"1\"\n", "gap.yaml:2:8", "rate"},
                               Wrong{"rate: [1]\n", "gap.yaml:1:1", "has no value"}}) {
        write_text(file, wrong.text);
        ProgramEnd refused = work_.run({"score", "r1", "--scheme", "gap"});
        EXPECT_EQ(refused.exit_code, 2) << wrong.text;
        EXPECT_TRUE(says(refused.err, wrong.place) && says(refused.err, wrong.says)) << refused.err;
    }
    write_text(file, "rate: \"2\"\n");
    EXPECT_FALSE(says(work_.run({"scheme", "check", "gap"}).out, "settings/"));
    ProgramEnd diff = work_.run({"score", "r1", "--scheme", "gap", "--diff"});
    EXPECT_EQ(diff.exit_code, 0) << diff.err;
    EXPECT_TRUE(says(diff.out, "S1 标识：4 / 6 → 3 / 6")) << diff.out;
}

std::set<std::string> finding_ids(const Json& report, std::string_view unit,
                                  std::string_view part) {
    std::set<std::string> ids;
    for (const Json& sheet : report["units"].items())
        for (const Json& indicator : sheet["indicators"].items())
            for (const Json& one : indicator["parts"].items())
                for (const Json& result : one["results"].items())
                    if (sheet["unit"].text() == unit && one["id"].text() == part)
                        ids.insert(result["finding_id"].text());
    return ids;
}

TEST(SeveralSchemes, EveryUnitHasASheetUnderEachThatIsForIt) {
    ScoringWorkspace work;
    write_seal(work.folder(), "seal");
    write_seal(work.folder(), "seal-b");
    write_dept(work.folder());
    ProgramEnd end = work.sweep("r1", {"--scheme", "turpan-2022", "--scheme", "seal@county",
                                       "--scheme", "dept@unit:qinghe-edu,unit:yunshan-agri"});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    mark(work, "r1", "qinghe-edu,D1,4.5,查过,王,2026-10-01\n");
    auto totals = totals_of(work.folder(), "r1");
    std::set<std::string> sheets;
    for (const auto& [sheet, row] : totals) sheets.insert(sheet);
    EXPECT_EQ(sheets, (std::set<std::string>{
                          "qinghe turpan-2022", "qinghe seal", "yunshan turpan-2022",
                          "yunshan seal", "linjiang turpan-2022", "linjiang seal",
                          "qinghe-edu turpan-2022", "qinghe-edu dept", "yunshan-agri turpan-2022",
                          "yunshan-agri dept", "linjiang-health turpan-2022"}));
    EXPECT_EQ(totals["qinghe-edu dept"]["总分"], "4.50");
    EXPECT_EQ(totals["yunshan seal"]["基础分下限"], "4.00");
    const std::string index = read_text(work.folder() + "/out/r1/index.html");
    for (const char* page :
         {"unit-qinghe.seal.html", "unit-qinghe.turpan-2022.html", "unit-qinghe-edu.dept.html",
          "unit-linjiang-health.turpan-2022.html"}) {
        EXPECT_TRUE(std::filesystem::exists(work.folder() + "/out/r1/" + page)) << page;
        EXPECT_TRUE(says(index, page)) << page;
    }
    const Json report = work.report("r1");
    EXPECT_EQ(finding_ids(report, "yunshan", "S1"), finding_ids(report, "yunshan", "3.38"));
    EXPECT_EQ(finding_ids(report, "yunshan", "S1").size(), 6u);
    const std::string shown = work.run({"explain", "r1", "--unit", "yunshan"}).out;
    EXPECT_TRUE(says(shown, "指标体系 seal") && says(shown, "指标体系 turpan-2022"));
    EXPECT_TRUE(says(work.run({"rounds"}).out, "seal@county"));
    // The same command goes on with the round; another set of schemes is another round.
    EXPECT_EQ(work.sweep("r1", {}).exit_code, 0);
    EXPECT_EQ(work.sweep("r1", {"--scheme", "turpan-2022"}).exit_code, 2);

    struct Wrong {
        std::vector<std::string> schemes;
        const char* says;
    };
    for (const Wrong& wrong :
         {Wrong{{"--scheme", "seal", "--scheme", "seal-b"}, "seal and seal-b"},
          Wrong{{"--scheme", "seal", "--scheme", "seal-b@county"}, "say which units each is for"},
          Wrong{{"--scheme", "seal@county", "--scheme", "seal-b@unit:qinghe"}, "清河县人民政府"},
          Wrong{{"--scheme", "seal@countie"}, "county"},
          Wrong{{"--scheme", "seal@unit:nobody"}, "nobody"}}) {
        ProgramEnd refused = work.sweep("r2", wrong.schemes);
        EXPECT_EQ(refused.exit_code, 2) << wrong.says;
        EXPECT_TRUE(says(refused.err, wrong.says)) << refused.err;
    }
    EXPECT_FALSE(says(work.run({"rounds"}).out, "r2"));
    ProgramEnd apart = work.run(
        {"score", "r1", "--scheme", "seal@unit:qinghe", "--scheme", "seal-b@unit:yunshan"});
    EXPECT_EQ(apart.exit_code, 0) << apart.err;
}

// "3.42 … 清河县教育局 … 2022-01-31" as one line of a table.
bool has_line(const std::string& table, const std::vector<std::string>& cells) {
    for (std::size_t at = 0; at < table.size();) {
        const std::size_t end = std::min(table.find('\n', at), table.size());
        const std::string line = table.substr(at, end - at);
        bool all = line.starts_with(cells.front());
        for (const std::string& cell : cells) all = all && says(line, cell);
        if (all) return true;
        at = end + 1;
    }
    return false;
}

TEST(SchemeShow, TasksHaveDueDatesByKindOfUnitAndNameWhoIsMissing) {
    ScoringWorkspace work;
    const std::string all = work.run({"scheme", "tasks", "turpan-2022"}).out;
    EXPECT_TRUE(has_line(all, {"3.42", "清河县教育局", "评价对象", "2022-01-31", "qinghe-edu"}))
        << all;
    EXPECT_TRUE(has_line(all, {"3.42", "清河县人民政府", "评价对象", "2022-02-09", "qinghe"}));
    EXPECT_TRUE(has_line(all, {"3.44", "市政务公开办", "牵头单位", "台账中没有"}));
    EXPECT_FALSE(has_line(all, {"3.42", "清河县人民政府", "台账中没有"}));
    for (const char* unit : {"qinghe-edu", "清河县教育局"}) {
        const std::string own = work.run({"scheme", "tasks", "turpan-2022", "--unit", unit}).out;
        EXPECT_TRUE(has_line(own, {"3.42", "清河县教育局", "2022-01-31"})) << own;
        EXPECT_FALSE(says(own, "清河县人民政府") || says(own, "台账中没有")) << own;
    }
    const std::string desk = work.run({"scheme", "tasks", "desk"}).out;
    EXPECT_TRUE(has_line(desk, {"3", "云山县人民政府", "牵头单位", "2022-09-30", "yunshan"}))
        << desk;
    EXPECT_TRUE(has_line(desk, {"3", "县直各部门", "责任单位", "台账中没有"})) << desk;
    ProgramEnd nobody = work.run({"scheme", "tasks", "desk", "--unit", "nobody"});
    EXPECT_EQ(nobody.exit_code, 2);
    EXPECT_TRUE(says(nobody.err, "nobody")) << nobody.err;
}

TEST(SchemeShow, SaysHowEachIndicatorIsDecided) {
    ScoringWorkspace work;
    const std::string shown = work.run({"scheme", "show", "desk"}).out;
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{{"1", "链接", "自动 4"},
                                               {"3", "平台", "辅助 3", "9月底前"},
                                               {"4", "窗口", "人工 2"},
                                               {"6", "第三方成绩", "人工 4"},
                                               {"自动：7 分"},
                                               {"辅助：3 分"},
                                               {"人工：10 分"},
                                               {"待录入的事实 has_counter", "yes、no"},
                                               {"等次 优秀：18 分起"}})
        EXPECT_TRUE(has_line(shown, line)) << line.back() << "\n" << shown;
    EXPECT_EQ(work.run({"scheme", "show", "no-such"}).exit_code, 2);
}

}  // namespace
}  // namespace duwang
