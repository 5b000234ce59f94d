// 复采: a site that was captured before is asked only for what has changed; the new capture stands
// alone and says how old its bytes are.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tests/app/resweep_portal.h"
#include "tests/support/nginx.h"
#include "tests/support/script_server.h"

namespace duwang {
namespace {

using test::articles;
using test::counted;
using test::expect_stands_alone;
using test::Facts;
using test::facts_of;
using test::Portal;
using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::with_validators;
using test::without_validators;
using test::write_text;

TEST(Resweep, PagesThatHaveNotChangedAreNeitherFetchedNorReadAgain) {
    Portal portal;
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ProgramEnd first = portal.sweep("r1", port);
    ASSERT_EQ(first.exit_code, 0) << first.err;
    ProgramEnd second = portal.sweep("r2", port);
    ASSERT_EQ(second.exit_code, 0) << second.err;
    ASSERT_EQ(portal.sweep("r3", port, {"--fresh"}).exit_code, 0);

    Facts again = facts_of(portal, "r2");
    Facts whole = facts_of(portal, "r3");
    EXPECT_EQ(again.plain, whole.plain);
    EXPECT_EQ(again.plain, facts_of(portal, "r1").plain);
    EXPECT_EQ(again.pages, articles + 2);
    EXPECT_EQ(again.unchanged, articles + 2);
    EXPECT_EQ(whole.unchanged, 0);
    EXPECT_EQ(again.ways, std::set<std::string>{"not_modified"});
    EXPECT_EQ(counted(second, "unchanged"), articles + 2);
    // What is left to read are the answers to missing addresses and controls.
    EXPECT_EQ(counted(first, "parsed") - counted(second, "parsed"), articles + 2);
    EXPECT_NE(second.out.find("32 个页面自上次采集以来未变"), std::string::npos) << second.out;
    expect_stands_alone(portal, "r2");
}

std::string plain_records(const std::string& capture) {
    FILE* pipe = ::popen(("zcat " + capture + "/exchanges-0001.warc.gz").c_str(), "r");
    std::string all, part(1 << 16, '\0');
    while (std::size_t got = std::fread(part.data(), 1, part.size(), pipe))
        all.append(part, 0, got);
    EXPECT_EQ(::pclose(pipe), 0);
    return all;
}

TEST(Resweep, TheNewCaptureHasTheBytesAndSaysHowOldTheyAre) {
    Portal portal;
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ASSERT_EQ(portal.sweep("r1", port).exit_code, 0);
    ASSERT_EQ(portal.sweep("r2", port).exit_code, 0);
    std::filesystem::remove_all(portal.capture("r1"));
    // What revisit records refer to stands in the same file.
    const std::string records = plain_records(portal.capture("r2"));
    int revisits = 0;
    for (auto at = records.find("WARC-Refers-To: "); at != std::string::npos;
         at = records.find("WARC-Refers-To: ", at + 1), ++revisits) {
        const std::string id = records.substr(at + 16, records.find('\r', at) - at - 16);
        EXPECT_NE(records.find("WARC-Record-ID: " + id), std::string::npos) << id;
    }
    EXPECT_EQ(revisits, articles + 2);
    ProgramEnd shown = run_program({"explain", "r2", "--unit", "x", "-w", portal.workspace()});
    EXPECT_NE(shown.out.find("字节取自 "), std::string::npos) << shown.out;
    EXPECT_NE(shown.out.find("采集包 r1.x 交换 "), std::string::npos);
    EXPECT_NE(shown.out.find("经服务器确认未变（304）"), std::string::npos);
    int confirmed = 0;
    for (int exchange = 1; exchange < 20; ++exchange) {
        ProgramEnd end = run_program(
            {"capture", "show", portal.capture("r2"), "--exchange", std::to_string(exchange)});
        if (end.out.find("字节取自") == std::string::npos) continue;
        ++confirmed;
        EXPECT_NE(end.out.find("WARC-Type: response"), std::string::npos) << end.out;
        EXPECT_NE(end.out.find("HTTP/1.1 200"), std::string::npos);
        EXPECT_NE(end.out.find("与记录一致"), std::string::npos);
    }
    EXPECT_GT(confirmed, 10);
}

TEST(Resweep, WithoutValidatorsTheBodyTells) {
    Portal portal;
    test::Nginx nginx({{"www.x.gov.cn", without_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ASSERT_EQ(portal.sweep("r1", port).exit_code, 0);
    portal.write_article(7, "改过的正文");
    ASSERT_EQ(portal.sweep("r2", port).exit_code, 0);
    ASSERT_EQ(portal.sweep("r3", port, {"--fresh"}).exit_code, 0);
    Facts again = facts_of(portal, "r2");
    EXPECT_EQ(again.plain, facts_of(portal, "r3").plain);
    EXPECT_EQ(again.ways, std::set<std::string>{"same_payload"});
    EXPECT_EQ(again.unchanged, articles + 1);
    expect_stands_alone(portal, "r2");
}

TEST(Resweep, WhatChangedAppearedOrWentIsSeen) {
    Portal portal;
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ASSERT_EQ(portal.sweep("r1", port).exit_code, 0);
    portal.write_article(3, "改过的正文");
    portal.write("a/4.html",
                 "<html><title>新稿</title><body>这一页换了内容，并多出一个"
                 "<a href=\"/a/new.html\">新链接</a></body></html>");
    portal.write("a/new.html", "<html><title>新页</title><body>新出现的一页</body></html>");
    std::filesystem::remove(portal.root() + "/a/9.html");
    ASSERT_EQ(portal.sweep("r2", port).exit_code, 0);
    ASSERT_EQ(portal.sweep("r3", port, {"--fresh"}).exit_code, 0);
    Facts again = facts_of(portal, "r2");
    EXPECT_EQ(again.plain, facts_of(portal, "r3").plain);
    EXPECT_EQ(again.unchanged, articles + 2 - 3);
    EXPECT_NE(again.plain.find("/a/new.html"), std::string::npos);
    expect_stands_alone(portal, "r2");
}

TEST(Resweep, HoweverOftenConfirmedTheOldestBytesStayAndWithThemTheirMoment) {
    Portal portal;
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ASSERT_EQ(portal.sweep("r1", port).exit_code, 0);
    ASSERT_EQ(portal.sweep("r2", port).exit_code, 0);
    std::filesystem::remove_all(portal.capture("r1"));
    ASSERT_EQ(portal.sweep("r3", port).exit_code, 0);
    Facts second = facts_of(portal, "r2"), third = facts_of(portal, "r3");
    EXPECT_EQ(third.unchanged, articles + 2);
    EXPECT_EQ(third.captures, std::set<std::string>{"r1.x"});
    EXPECT_EQ(third.moments, second.moments);
    EXPECT_EQ(third.plain, second.plain);
    expect_stands_alone(portal, "r3");
}

// Rules by which pages are read have changed: the bytes are read again, but not fetched.
TEST(Resweep, OtherRulesReadTheStoredBytesAgain) {
    Portal portal;
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ProgramEnd first = portal.sweep("r1", port);
    portal.configure("walls:\n  shell_chars_max: 61\n");
    ProgramEnd second = portal.sweep("r2", port);
    ASSERT_EQ(second.exit_code, 0) << second.err;
    EXPECT_EQ(counted(second, "unchanged"), articles + 2);
    EXPECT_EQ(counted(second, "parsed"), counted(first, "parsed"));
    EXPECT_LT(counted(second, "bytes") * 2, counted(first, "bytes"));
    EXPECT_EQ(facts_of(portal, "r2").plain, facts_of(portal, "r1").plain);
    expect_stands_alone(portal, "r2");
}

TEST(Resweep, ADamagedEarlierCaptureIsNotUsedAndThatIsSaid) {
    Portal portal;
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ASSERT_EQ(portal.sweep("r1", port).exit_code, 0);
    std::string warc = portal.capture("r1") + "/exchanges-0001.warc.gz";
    std::string bytes = read_text(warc);
    bytes[bytes.size() / 2] ^= 1;
    std::filesystem::permissions(warc, std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    write_text(warc, bytes);
    ProgramEnd second = portal.sweep("r2", port);
    ASSERT_EQ(second.exit_code, 0) << second.err;
    EXPECT_NE(second.err.find("r1.x cannot be used"), std::string::npos) << second.err;
    EXPECT_EQ(facts_of(portal, "r2").unchanged, 0);
    EXPECT_EQ(facts_of(portal, "r2").plain, facts_of(portal, "r1").plain);
}

// An answer "not modified" to somebody who did not ask for it is none; one that is wrong is
// believed.
TEST(Resweep, AServerThatLies) {
    Portal portal;
    bool mute = false;
    test::ScriptServer server([&](const test::ScriptRequest& request) {
        test::ScriptReply reply;
        std::string path = request.target == "/" ? "/index.html" : request.target;
        bool asked = request.head.find("If-None-Match: W/\"one\"") != std::string::npos;
        bool there = std::filesystem::exists(portal.root() + path);
        if (asked || (mute && path == "/a/5.html"))
            reply.bytes = "HTTP/1.1 304 Not Modified\r\nETag: W/\"one\"\r\n\r\n";
        else if (!there)
            reply.bytes = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        else {
            std::string body = read_text(portal.root() + path);
            reply.bytes = fmt::format(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{}"
                "Content-Length: {}\r\n\r\n{}",
                path == "/a/5.html" ? "" : "ETag: W/\"one\"\r\n", body.size(), body);
        }
        return reply;
    });
    ASSERT_EQ(portal.sweep("r1", server.port()).exit_code, 0);
    mute = true;
    portal.write_article(6, "改过的正文");
    ProgramEnd second = portal.sweep("r2", server.port());
    Facts facts = facts_of(portal, "r2");
    EXPECT_EQ(facts.unchanged, articles + 1);
    EXPECT_EQ(facts.plain.find("改过的正文"), std::string::npos);
    EXPECT_EQ(facts.pages, articles + 1);  // /a/5.html came without content
}

TEST(Resweep, KilledAndContinuedItTakesOverTheSame) {
    test::PortalWorkspace portals(10);
    std::string workspace = portals.make("ws");
    auto sweep = [&](const std::string& round) {
        auto arguments = portals.sweep(workspace);
        arguments[1] = round;
        return arguments;
    };
    auto facts = [&](const std::string& round, const std::string& site) {
        ProgramEnd end = run_program({"capture", "facts", round + "." + site, "-w", workspace});
        auto split = end.out.find("{\"fact\":\"unchanged\"");
        return std::pair(end.out.substr(0, split), split != std::string::npos);
    };
    ASSERT_EQ(run_program(sweep("r1")).exit_code, 0);
    int killed = 0;
    for (int after_ms = 120; after_ms < 700; after_ms += 60)
        killed += run_program(sweep("r2"), {.kill_after_ms = after_ms}).exit_code == -1;
    EXPECT_GT(killed, 2);
    ProgramEnd end = run_program(sweep("r2"));
    ASSERT_EQ(end.exit_code, 0) << end.err;
    for (const char* site : {"qinghe", "yunshan", "linjiang"}) {
        EXPECT_EQ(facts("r2", site).first, facts("r1", site).first) << site;
        EXPECT_TRUE(facts("r2", site).second) << site;
        std::string folder = fmt::format("{0}/captures/r2/r2.{1}", workspace, site);
        EXPECT_TRUE(test::walk_capture(folder).empty()) << site;
        EXPECT_EQ(run_program({"capture", "verify", folder}).exit_code, 0);
    }
}

}  // namespace
}  // namespace duwang
