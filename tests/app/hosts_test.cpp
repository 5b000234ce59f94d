// A host in trouble is left alone, also by the next start of the program; people see and end that.
#include <gtest/gtest.h>

#include <ctime>

#include "tests/support/log_server.h"
#include "tests/support/program.h"

namespace duwang {
namespace {

using test::LoggedRequest;
using test::LogReply;
using test::ProgramEnd;
using test::run_program;
using test::write_text;

std::string home_page() {
    std::string page = "<title>云禾县</title>";
    for (int i = 0; i < 20; ++i) page += "<a href=/" + std::to_string(i) + ".html>栏目</a>";
    return page;
}

// Its home page answers, everything else fails.
LogReply in_trouble(const LoggedRequest& request, int) {
    if (request.path == "/")
        return {.headers = "Content-Type: text/html; charset=utf-8\r\n", .body = home_page()};
    return {.status = request.path == "/robots.txt" ? 404 : 500};
}

class Hosts : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(run_program({"init", workspace_}).exit_code, 0);
        write_text(workspace_ + "/units.csv",
                   "id,name,aliases,kind,parent,level,groups,contact\n"
                   "x,云禾县人民政府,,county,,county,,\n");
        write_text(workspace_ + "/columns.csv",
                   "unit,site,kind,address\n"
                   "x,x,disclosure_platform,http://www.x.gov.cn/1.html\n");
        set_sites("");
        set_patience(900'000);
    }

    void set_patience(int wait_max_ms) {
        write_text(workspace_ + "/duwang.yaml",
                   "politeness:\n  delay_ms: 100\n  wait_max_ms: " + std::to_string(wait_max_ms) +
                       "\nhttp:\n  retries: 0\nlinks:\n  confirm_after_ms: 0\n");
    }

    void set_sites(const std::string& blackout) {
        write_text(workspace_ + "/sites.csv",
                   "id,name,home,hosts,code,owner,internal,authority,禁访时段\n"
                   "x,云禾县人民政府,http://www.x.gov.cn/,,,x,否,," +
                       blackout + "\n");
        ProgramEnd end = run({"inventory", "import"});
        EXPECT_EQ(end.exit_code, 0) << end.err;
    }

    ProgramEnd run(std::vector<std::string> arguments, int kill_after_ms = 0) {
        arguments.insert(arguments.end(), {"-w", workspace_});
        return run_program(arguments, {.kill_after_ms = kill_after_ms});
    }

    ProgramEnd sweep(const std::string& round, int kill_after_ms = 0) {
        return run({"sweep", round, "--scheme", "turpan-2022", "--as-of", "2026-09-30", "--seed",
                    "7", "--progress", "json", "--dns", "127.0.0.1:9", "--resolve",
                    "*:80:127.0.0.1:" + std::to_string(server_.port())},
                   kill_after_ms);
    }

    test::TempFolder folder_;
    std::string workspace_ = folder_.path("ws");
    test::LogServer server_{in_trouble};
};

TEST_F(Hosts, InBackOffAreNotAskedByTheNextStartEither) {
    // However busy the machine is: until the program got far enough before it was killed.
    for (int ms = 4'000; run({"hosts"}).out.empty() && ms < 100'000; ms *= 2) sweep("r1", ms);
    std::size_t asked = server_.log("www.x.gov.cn").size();
    std::string listed = run({"hosts"}).out;
    EXPECT_NE(listed.find("www.x.gov.cn\t暂停中"), std::string::npos) << listed;
    EXPECT_NE(listed.find("http_500"), std::string::npos) << listed;

    set_patience(0);
    ProgramEnd end = sweep("r1");
    EXPECT_TRUE(end.exit_code == 0 || end.exit_code == 3) << end.exit_code << end.err;
    EXPECT_EQ(server_.log("www.x.gov.cn").size(), asked);
    EXPECT_NE(run({"capture", "facts", "r1.x"}).out.find("host_backing_off"), std::string::npos);

    ProgramEnd forgotten = run({"hosts", "--forget", "www.x.gov.cn", "--by", "张三"});
    EXPECT_EQ(forgotten.exit_code, 0) << forgotten.err;
    EXPECT_EQ(run({"hosts"}).out, "");
    EXPECT_EQ(run({"log", "verify"}).exit_code, 0);
    EXPECT_EQ(run({"hosts", "--forget", "www.x.gov.cn"}).exit_code, 2);
    sweep("r2");
    EXPECT_GT(server_.log("www.x.gov.cn").size(), asked);
}

TEST_F(Hosts, OfASiteWithABlackoutWindowAreNotAskedInside) {
    // All of the week but one minute, which is hours away whenever this runs.
    bool morning = std::time(nullptr) / 43'200 % 2 == 0;  // UTC: 08:00 to 20:00 in China
    set_sites(morning ? "00:00-02:00;02:01-24:00" : "00:00-14:00;14:01-24:00");
    ProgramEnd show = run({"inventory", "show"});
    EXPECT_NE(show.out.find("禁访时段 00:00-"), std::string::npos) << show.out;
    ProgramEnd end = sweep("r1", 5'000);
    EXPECT_EQ(end.exit_code, -1);  // it was still waiting
    EXPECT_NE(end.err.find("\"in_blackout\":1"), std::string::npos) << end.err;
    EXPECT_TRUE(server_.log("www.x.gov.cn").empty());
}

TEST_F(Hosts, AWrongBlackoutWindowIsToldWithItsPlace) {
    write_text(workspace_ + "/sites.csv",
               "id,name,home,owner,blackout\nx,云禾县人民政府,http://www.x.gov.cn/,x,上班时间\n");
    ProgramEnd end = run({"inventory", "import"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("sites.csv:2:5"), std::string::npos) << end.err;
    EXPECT_NE(end.err.find("08:30-11:30"), std::string::npos) << end.err;
}

}  // namespace
}  // namespace duwang
