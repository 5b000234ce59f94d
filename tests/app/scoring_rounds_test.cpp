// Rounds with a window (评价时段), and rounds of one period (考核周期) on a portal that changes.
#include <fmt/format.h>

#include <filesystem>

#include "tests/app/resweep_portal.h"
#include "tests/app/scoring_workspace.h"
#include "tests/support/nginx.h"

namespace duwang {
namespace {

using test::lines_of;
using test::Portal;
using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::write_text;

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

class Rounds : public testing::Test {
  protected:
    Rounds() : nginx_({{"www.x.gov.cn", test::with_validators(portal_)}}, "") {
        const std::string folder = portal_.workspace() + "/schemes/mark";
        std::filesystem::create_directories(folder + "/indicators");
        write_text(folder + "/scheme.yaml",
                   "id: mark\ntitle: 标识评分\nversion: \"1\"\nfull: \"3\"\n");
        write_text(folder + "/indicators/1.yaml", R"(id: S1
title: 标识
full: "3"
basis: 标识评分 第1条
objects: [county]
method: crawl
check: identity-site-marks
params: {marks: [icp, psb]}
deduct:
  - {finding: missing-mark, points: "1", text: 每缺一项扣 1 分}
)");
        home(false);
    }

    // A whole home page, with or without the record of the 公安机关.
    void home(bool with_psb) {
        std::string html =
            "<html><head><title>清源县人民政府</title></head><body><h1>清源县人民政府</h1><ul>";
        for (int i = 1; i <= 9; ++i)
            html += fmt::format("<li><a href=\"/a/{0}.html\">关于第{0}件事项的通知</a></li>", i);
        html += "</ul><a href=\"/gk/index.html\">政府信息公开</a>";
        portal_.write("index.html",
                      html +
                          "<div class=\"footer\">主办：清源县人民政府 "
                          "<a href=\"https://beian.miit.gov.cn/\">新ICP备05001234号-1</a> "
                          "网站标识码：6521000001 " +
                          (with_psb ? "<a href=\"http://www.beian.gov.cn/portal/"
                                      "registerSystemInfo?recordcode=65210002000012\">"
                                      "新公网安备 65210002000012号</a>"
                                    : "<span>联系我们</span>") +
                          "</div></body></html>");
    }

    ProgramEnd run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"-w", portal_.workspace()});
        return run_program(arguments);
    }
    ProgramEnd sweep(const std::string& round, std::vector<std::string> options) {
        options.insert(options.begin(), {"sweep", round, "--seed", "7", "--progress", "none",
                                         "--dns", "127.0.0.1:9", "--resolve",
                                         "www.x.gov.cn:80:127.0.0.1:" +
                                             std::to_string(nginx_.port("www.x.gov.cn"))});
        return run(options);
    }
    std::string line(const std::string& round) {
        const std::string file = portal_.workspace() + "/out/" + round + "/report.json";
        return lines_of(Json::parse(read_text(file)).value())["x S1"];
    }
    std::string explain(const std::string& round) {
        return run({"explain", round, "--unit", "x"}).out;
    }

    Portal portal_;
    test::Nginx nginx_;
};

// OP-09, OP-10: what the first round took stands, whatever is put right later.
TEST_F(Rounds, OfOnePeriodTakePointsForAGapOnceAndAgainAfterItWasPutRight) {
    auto round = [&](const std::string& id, const std::string& as_of, const std::string& period) {
        ProgramEnd end = sweep(id, {"--scheme", "mark", "--as-of", as_of, "--period", period});
        EXPECT_NE(end.exit_code, 2) << end.err;
        return line(id);
    };
    EXPECT_EQ(round("q1", "2026-03-31", "2026"), "1/0/2 decided");
    EXPECT_EQ(round("q2", "2026-06-30", "2026"), "0/0/3 decided");
    EXPECT_TRUE(says(explain("q2"), "本期以前的批次已扣，不重复扣")) << explain("q2");
    EXPECT_TRUE(says(explain("q2"), "公安机关备案标识"));
    EXPECT_TRUE(says(read_text(portal_.workspace() + "/out/q2/unit-x.html"),
                     "本期以前的批次已扣，不重复扣"));
    EXPECT_FALSE(says(explain("q1"), "不重复扣"));
    // Still there: carried on, though the round before took nothing.
    EXPECT_EQ(round("q3", "2026-07-31", "2026"), "0/0/3 decided");
    // Another year takes it anew, and so does a round of no period.
    EXPECT_EQ(round("next", "2027-03-31", "2027"), "1/0/2 decided");
    home(true);
    EXPECT_EQ(round("q4", "2026-09-30", "2026"), "0/0/3 decided");
    EXPECT_FALSE(says(explain("q4"), "不重复扣")) << explain("q4");
    home(false);
    EXPECT_EQ(round("q5", "2026-12-31", "2026"), "1/0/2 decided");
    EXPECT_FALSE(says(explain("q5"), "不重复扣")) << explain("q5");
    // Scoring again changes nothing: a round is not its own past.
    const std::string before = line("q1");
    EXPECT_NE(run({"score", "q1"}).exit_code, 2);
    EXPECT_EQ(line("q1"), before);
    EXPECT_TRUE(says(run({"rounds"}).out, "考核周期 2026")) << run({"rounds"}).out;
    ProgramEnd other = sweep("q5", {"--period", "2027"});
    EXPECT_EQ(other.exit_code, 2);
    EXPECT_TRUE(says(other.err, "2026")) << other.err;
    EXPECT_EQ(run({"log", "verify"}).exit_code, 0);
}

// OP-30: collected, not scored.
TEST_F(Rounds, CapturesOutsideOfTheWindowAreKeptAndCostNothing) {
    // The portal is captured today; the window was long ago.
    ProgramEnd end = sweep("past", {"--scheme", "mark", "--as-of", "2020-12-31", "--window",
                                    "2020-01-01..2020-12-31"});
    EXPECT_EQ(end.exit_code, 4) << end.err;  // nothing can be judged
    EXPECT_EQ(line("past"), "0/3/0 open");
    const std::string shown = explain("past");
    EXPECT_TRUE(says(shown, "无法评估") && says(shown, "不在评价时段内")) << shown;
    EXPECT_TRUE(says(read_text(portal_.workspace() + "/out/past/coverage.csv"), "不在评价时段内"));
    EXPECT_EQ(run({"capture", "verify", "past.x"}).exit_code, 0);
    EXPECT_TRUE(says(run({"rounds"}).out, "评价时段 2020-01-01..2020-12-31"));

    ProgramEnd open = sweep("since", {"--scheme", "mark", "--window", "2020-01-01.."});
    EXPECT_NE(open.exit_code, 2) << open.err;
    EXPECT_EQ(line("since"), "1/0/2 decided");
    EXPECT_EQ(sweep("late", {"--scheme", "mark", "--window", "..2020-12-31"}).exit_code, 4);
    EXPECT_EQ(line("late"), "0/3/0 open");

    for (const char* wrong : {"2020", "2020-12-31..2020-01-01", "x..y", "2020-13-01..", "a.."}) {
        ProgramEnd refused = sweep("wrong", {"--scheme", "mark", "--window", wrong});
        EXPECT_EQ(refused.exit_code, 2) << wrong;
        EXPECT_TRUE(says(refused.err, "--window")) << refused.err;
    }
    EXPECT_FALSE(says(run({"rounds"}).out, "wrong"));
    EXPECT_EQ(sweep("past", {"--window", "2020-01-01..2020-12-30"}).exit_code, 2);
    EXPECT_EQ(sweep("past", {"--window", "2020-01-01..2020-12-31"}).exit_code, 4);
}

}  // namespace
}  // namespace duwang
