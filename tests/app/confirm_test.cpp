// `duwang confirm`: links that fail are asked again when they are due, across runs of the program.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "storage/capture/lock_file.h"
#include "tests/app/resweep_portal.h"
#include "tests/support/nginx.h"

namespace duwang {
namespace {

using test::Portal;
using test::ProgramEnd;
using test::run_program;
using test::with_validators;

// Days are seconds here: what counts is that the looks lie apart and agree.
constexpr std::string_view quick =
    "confirm: {over_ms: 1000, day_parts: 1, in_session_after_ms: 86400000, usual: [1s, 2s, 3s]}\n"
    "links: {confirm_after_ms: 100}\nhttp: {retries: 0}\n";

class Confirm : public testing::Test {
  protected:
    Confirm() : nginx_({{"www.x.gov.cn", with_validators(portal_)}}, "") {
        test::write_text(portal_.workspace() + "/duwang.yaml", std::string(quick));
        EXPECT_EQ(portal_.sweep("r1", port()).exit_code, 0);
    }

    int port() const { return nginx_.port("www.x.gov.cn"); }
    ProgramEnd confirm(const test::ProgramLimits& limits = {}) const {
        return run_program({"confirm", "r1", "-w", portal_.workspace(), "--progress", "none",
                            "--dns", "127.0.0.1:9", "--resolve",
                            fmt::format("www.x.gov.cn:80:127.0.0.1:{}", port())},
                           limits);
    }
    ProgramEnd run(std::vector<std::string> words) const {
        words.insert(words.end(), {"-w", portal_.workspace()});
        return run_program(words);
    }
    // With where the portal is served.
    std::vector<std::string> asking(std::vector<std::string> words) const {
        words.insert(words.end(),
                     {"--progress", "none", "--dns", "127.0.0.1:9", "--resolve",
                      fmt::format("www.x.gov.cn:80:127.0.0.1:{}", port())});
        return words;
    }
    // Of the link to that path; null: it works.
    Json link(const std::string& path) const {
        const ProgramEnd end =
            run_program({"links", "r1", "--json", "-w", portal_.workspace()});
        EXPECT_EQ(end.exit_code, 0) << end.err;
        std::istringstream lines(end.out);
        for (std::string line; std::getline(lines, line);) {
            const auto json = Json::parse(line);
            if (json && (*json)["url"].text().ends_with(path)) return *json;
        }
        return {};
    }
    // Until the link is of that class, or it has taken too long.
    Json confirmed(const std::string& path, std::string_view wanted) const {
        Json found;
        for (int runs = 0; runs < 60; ++runs) {
            found = link(path);
            if (found.is_null() ? wanted == "ok" : found["class"].text() == wanted) break;
            const ProgramEnd end = confirm();
            EXPECT_EQ(end.exit_code, 0) << end.err;
        }
        return found;
    }

    Portal portal_;
    test::Nginx nginx_;
};

TEST_F(Confirm, WhatStaysGoneIsBrokenOnlyAfterItsTime) {
    const Json first = link("/gone.html");
    EXPECT_EQ(first["class"].text(), "transient");
    EXPECT_EQ(first["cause"].text(), "unconfirmed");
    EXPECT_EQ(first["looks"].number(), 2);
    EXPECT_FALSE(first["due"].is_null());
    EXPECT_EQ(first["places"].items().at(0)["text"].text(), "旧闻");
    const Json last = confirmed("/gone.html", "broken");
    EXPECT_EQ(last["basis"].text(), "over_time") << last.dump();
    EXPECT_GE(last["looks"].number(), 3);
    EXPECT_TRUE(last["due"].is_null());
    EXPECT_EQ(last["capture"].text().substr(0, 5), "r1.x+");
    for (const char* command : {"capture", "log"}) {
        std::vector<std::string> words{command, "verify"};
        if (words[0] == "capture") words.push_back(last["capture"].text());
        words.insert(words.end(), {"-w", portal_.workspace()});
        EXPECT_EQ(run_program(words).exit_code, 0) << command;
    }
}

TEST_F(Confirm, WhatCameBackIsFine) {
    EXPECT_EQ(link("/gone.html")["class"].text(), "transient");
    portal_.write("gone.html", "<title>旧闻</title><body>又可以看了。</body>");
    EXPECT_TRUE(confirmed("/gone.html", "ok").is_null());
}

TEST_F(Confirm, NothingIsAskedBeforeItIsDue) {
    test::write_text(portal_.workspace() + "/duwang.yaml",
                     "confirm: {usual: [6h, 1d]}\nhttp: {retries: 0}\n");
    const ProgramEnd end = confirm();
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_FALSE(std::filesystem::exists(portal_.workspace() + "/captures/r1/r1.x+1"));
    const ProgramEnd again = confirm();
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(again.out, "r1：没有到期的复核\n");
    EXPECT_EQ(run({"confirm"}).out, "没有到期的复核\n");
    EXPECT_EQ(run({"confirm", "--fast"}).out, "r1：没有到期的复核\n");  // it was looked at
}

TEST_F(Confirm, OneRoundHoldsUpNoOther) {
    ASSERT_EQ(portal_.sweep("r2", port()).exit_code, 0);
    ASSERT_EQ(link("/gone.html")["class"].text(), "transient");
    {
        const auto held = storage::LockFile::take(portal_.workspace() + "/captures/r1/.lock");
        ASSERT_TRUE(held) << held.error().what;
        ProgramEnd end;  // both are due within seconds
        for (int runs = 0; runs < 100 && end.out.find("r2：") == std::string::npos; ++runs)
            end = run(asking({"confirm", "--site", "x"}));
        EXPECT_EQ(end.exit_code, 2) << end.err;
        EXPECT_NE(end.err.find("captures/r1/.lock"), std::string::npos) << end.err;
        EXPECT_NE(end.out.find("r2：复核完毕"), std::string::npos) << end.out << end.err;
        for (const char* command : {"judge", "score", "report"})
            EXPECT_NE(run({command, "r1"}).err.find("is running already"), std::string::npos)
                << command;
    }
    const ProgramEnd typo = run({"confirm", "--site", "xx"});
    EXPECT_EQ(typo.exit_code, 2);
    EXPECT_NE(typo.err.find("did you mean \"x\""), std::string::npos) << typo.err;
}

TEST_F(Confirm, ReportsThatCouldNotBeWrittenAreMadeGood) {
    const std::string out = portal_.workspace() + "/out/r1";
    std::filesystem::rename(out, out + ".away");
    test::write_text(out, "no folder");
    ProgramEnd end;
    for (int runs = 0; runs < 60 && end.exit_code <= 0; ++runs) end = confirm();
    ASSERT_EQ(end.exit_code, 70) << end.err;  // asked, judged, and not reported
    std::filesystem::remove(out);
    const ProgramEnd again = run(asking({"confirm"}));
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_TRUE(std::filesystem::exists(out + "/index.html")) << again.out;
}

TEST_F(Confirm, ARoundWhoseWindowIsOverIsNotAskedForNothing) {
    ASSERT_EQ(portal_.sweep("r0", port(), {"--window", "2026-01-01..2026-01-31"}).exit_code, 4);
    const ProgramEnd end = run(asking({"confirm", "r0"}));
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("2026-01-31"), std::string::npos) << end.err;
    const ProgramEnd links = run({"links", "r0"});  // what the report does not judge
    EXPECT_NE(links.err.find("不在评价时段内"), std::string::npos) << links.err;
    EXPECT_NE(links.out.find("共 0 条"), std::string::npos) << links.out;
}

TEST_F(Confirm, LinksSayWhatCannotBeAndWhatIsMissing) {
    const ProgramEnd nobody = run({"links", "r1", "--site", "nosuch"});
    EXPECT_EQ(nobody.exit_code, 2);
    EXPECT_NE(nobody.err.find("known are: x"), std::string::npos) << nobody.err;
    const std::string file = portal_.workspace() + "/links.csv";
    EXPECT_EQ(run({"links", "r1", "--json", "-o", file}).exit_code, 2);
    EXPECT_FALSE(std::filesystem::exists(file));
    const ProgramEnd list = run({"links", "r1"});
    const bool wanted = !link("/gone.html")["wanted"].items().empty();
    EXPECT_EQ(list.out.find("（还缺：") != std::string::npos, wanted) << list.out;
}

TEST_F(Confirm, OneThatWasKilledGoesOn) {
    while (!std::filesystem::exists(portal_.workspace() + "/captures/r1/r1.x+1"))
        confirm({.kill_after_ms = 150});
    const Json last = confirmed("/gone.html", "broken");
    EXPECT_EQ(last["basis"].text(), "over_time") << last.dump();
}

TEST_F(Confirm, TheTableForPeopleHoldsTheEvidence) {
    const std::string file = portal_.workspace() + "/links.csv";
    EXPECT_EQ(run_program({"links", "r1", "-o", file, "-w", portal_.workspace()}).exit_code, 0);
    const std::string table = test::read_text(file);
    for (const char* said : {"链接地址", "http://www.x.gov.cn/gone.html", "当前打不开，尚未隔时复核",
                             "旧闻", "r1.x"})
        EXPECT_NE(table.find(said), std::string::npos) << said << table;
    const ProgramEnd wrong =
        run_program({"links", "r1", "--class", "broke", "-w", portal_.workspace()});
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_NE(wrong.err.find("broken"), std::string::npos) << wrong.err;
}

}  // namespace
}  // namespace duwang
