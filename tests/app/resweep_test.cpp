// 复采: a site that was captured before is asked only for what has changed; the new capture stands
// alone and says how old its bytes are.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "core/json.h"
#include "tests/support/capture_walk.h"
#include "tests/support/kept_captures.h"
#include "tests/support/nginx.h"
#include "tests/support/script_server.h"
#include "tests/support/workspace_fixture.h"

namespace duwang {
namespace {

using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::write_text;

constexpr int articles = 30;

// Pages below a folder, and a workspace that evaluates them wherever they are served.
class Portal {
  public:
    Portal() {
        write("index.html", list("清源县人民政府", 1, articles / 2));
        write("gk/index.html", list("政府信息公开", articles / 2 + 1, articles));
        for (int i = 1; i <= articles; ++i) write_article(i, "正文");
        workspace_ = folder_.path("ws");
        EXPECT_EQ(run_program({"init", workspace_}).exit_code, 0);
        write_text(workspace_ + "/units.csv",
                   "id,name,aliases,kind,parent,level,groups,contact\n"
                   "x,清源县人民政府,,county,,county,,\n");
        write_text(workspace_ + "/sites.csv",
                   "id,name,home,hosts,code,owner,internal,authority\n"
                   "x,清源县人民政府,http://www.x.gov.cn/,www.x.gov.cn,,x,yes,\n");
        write_text(workspace_ + "/columns.csv",
                   "unit,site,kind,address\n"
                   "x,x,disclosure_platform,http://www.x.gov.cn/gk/index.html\n");
        configure("");
        ProgramEnd end = run_program({"inventory", "import", "-w", workspace_});
        EXPECT_EQ(end.exit_code, 0) << end.err;
    }
    ~Portal() { test::keep_captures(workspace_); }

    std::string root() const { return folder_.path("site"); }
    const std::string& workspace() const { return workspace_; }
    std::string capture(const std::string& round) const {
        return fmt::format("{}/captures/{}/{}.x", workspace_, round, round);
    }

    void configure(const std::string& more) {
        write_text(workspace_ + "/duwang.yaml",
                   "links:\n  confirm_after_ms: 100\nhttp:\n  retries: 0\n" + more);
    }
    void write(const std::string& name, const std::string& html) {
        std::string path = root() + "/" + name;
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        write_text(path, html);
    }
    // Of another length every time it says something else: servers tell by length and second.
    void write_article(int i, const std::string& words) {
        write(fmt::format("a/{}.html", i),
              fmt::format("<html><head><title>通知第{0}号</title></head><body><h1>通知第{0}号</h1>"
                          "<p>{1}，第{0}件事项的办理情况说明，共{2}字。{3}</p>"
                          "<a href=\"/index.html\">首页</a><a href=\"/a/{4}.html\">下一篇</a>"
                          "<a href=\"/gk/index.html\">公开</a><a href=\"/missing.html\">附件</a>"
                          "<div>新ICP备05001234号-1 网站标识码6521000001</div></body></html>",
                          i, words, i * 37, std::string(static_cast<std::size_t>(i), 'x'),
                          i % articles + 1));
    }
    ProgramEnd sweep(const std::string& round, int port, std::vector<std::string> more = {},
                     const test::ProgramLimits& limits = {}) const {
        std::vector<std::string> arguments{
            "sweep",      round,
            "--scheme",   "turpan-2022",
            "--as-of",    "2026-09-30",
            "--seed",     "7",
            "-w",         workspace_,
            "--progress", "json",
            "--dns",      "127.0.0.1:9",
            "--resolve",  "www.x.gov.cn:80:127.0.0.1:" + std::to_string(port)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_program(arguments, limits);
    }

  private:
    static std::string list(const std::string& title, int from, int to) {
        std::string html = fmt::format("<html><head><title>{}</title></head><body><ul>", title);
        for (int i = from; i <= to; ++i)
            html += fmt::format(
                "<li><a href=\"/a/{0}.html\">关于第{0}件事项的通知</a>"
                "<span>2026-08-{1:02}</span></li>",
                i, i % 28 + 1);
        return html +
               "</ul><a href=\"/gk/index.html\">政府信息公开</a> "
               "<a href=\"/gone.html\">旧闻</a>" +
               title + title + "</body></html>";
    }

    test::TempFolder folder_;
    std::string workspace_;
};

struct Facts {
    std::string plain;  // what two crawls of the same site have in common
    int pages = 0;
    std::set<std::string> ways, captures, moments;  // of what was taken over
    int unchanged = 0;
};

Facts facts_of(const Portal& portal, const std::string& round) {
    ProgramEnd end = run_program({"capture", "facts", portal.capture(round)});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    Facts facts;
    std::istringstream lines(end.out);
    for (std::string line; std::getline(lines, line);) {
        Json json = Json::parse(line).value();
        facts.pages += json["fact"].text() == "page";
        if (json["fact"].text() != "unchanged") {
            facts.plain += line + "\n";
            continue;
        }
        ++facts.unchanged;
        facts.ways.insert(json["bytes_from"]["how"].text());
        facts.captures.insert(json["bytes_from"]["capture"].text());
        facts.moments.insert(json["bytes_from"]["fetched"].text());
    }
    return facts;
}

// A number of the last line that --progress json printed.
std::int64_t counted(const ProgramEnd& end, std::string_view name) {
    auto at = end.err.rfind("{\"sites\"");
    if (at == std::string::npos) return -1;
    auto line = Json::parse(end.err.substr(at, end.err.find('\n', at) - at));
    return line ? (*line)[name].number() : -1;
}

void expect_stands_alone(const Portal& portal, const std::string& round) {
    for (const std::string& problem : test::walk_capture(portal.capture(round)))
        ADD_FAILURE() << problem;
    EXPECT_EQ(run_program({"capture", "verify", portal.capture(round)}).exit_code, 0);
}

std::string with_validators(const Portal& portal) {
    return fmt::format("root {}; gzip on; gzip_min_length 1; gzip_types text/html;", portal.root());
}

std::string without_validators(const Portal& portal) {
    return with_validators(portal) +
           " etag off; if_modified_since off; add_header Last-Modified \"\";";
}

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
