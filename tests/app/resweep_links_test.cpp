// 复采: what links lead to is decided anew, although pages are not read again.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/app/resweep_portal.h"
#include "tests/support/nginx.h"

namespace duwang {
namespace {

using test::expect_stands_alone;
using test::Facts;
using test::facts_of;
using test::Portal;
using test::with_validators;

// What a link says decides whether its target is judged. Taken from the earlier capture, it holds
// only for the page on which the target was found then.
TEST(Resweep, WhatIsJudgedIsDecidedByTheLinksThatLeadThereNow) {
    Portal portal;
    auto home = [](std::string_view more) {
        return fmt::format(
            "<title>清源县人民政府</title><body>清源县人民政府门户网站 {}"
            "<a href=\"/gk/index.html\">政府信息公开</a></body>",
            more);
    };
    portal.write("index.html", home("<a href=\"/zn.html\">其他</a>"));
    portal.write("gk/index.html",
                 "<title>政府信息公开</title><body>政府信息公开专栏"
                 "<a href=\"/zn.html\">政府信息公开指南</a><a "
                 "href=\"/zd.html\">政府信息公开制度</a></body>");
    portal.write(
        "zn.html",
        "<title>指南</title><body>怎样取得政府信息，见下<a href=\"/a/1.html\">一</a></body>");
    portal.write("zd.html",
                 "<title>制度</title><body>有哪些制度，见下<a href=\"/a/2.html\">二</a></body>");
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)}}, "");
    int port = nginx.port("www.x.gov.cn");
    ASSERT_EQ(portal.sweep("r1", port).exit_code, 0);
    portal.write("index.html", home("又及"));
    ASSERT_EQ(portal.sweep("r2", port).exit_code, 0);
    ASSERT_EQ(portal.sweep("r3", port, {"--fresh"}).exit_code, 0);
    auto judged = [&](const std::string& round, std::string_view page) {
        std::istringstream lines(facts_of(portal, round).plain);
        for (std::string line; std::getline(lines, line);) {
            Json fact = Json::parse(line).value();
            if (fact["fact"].text() == "url" && fact["url"].text().ends_with(page))
                return fact["focus"].boolean();
        }
        ADD_FAILURE() << round << " does not know " << page;
        return false;
    };
    EXPECT_FALSE(judged("r1", "/zn.html"));
    EXPECT_TRUE(judged("r2", "/zn.html"));
    EXPECT_TRUE(judged("r1", "/zd.html"));
    EXPECT_TRUE(judged("r2", "/zd.html"));
    Facts again = facts_of(portal, "r2");
    EXPECT_EQ(again.plain, facts_of(portal, "r3").plain);
    EXPECT_GT(again.unchanged, 3);
    expect_stands_alone(portal, "r2");
}

// 易主: its title has nothing in common with the one of the last capture. That is for a person to
// look at, in the round in which it happened.
TEST(Resweep, ALinkedSiteThatBecameAnotherOneIsShownToAPerson) {
    Portal portal;
    portal.write("index.html",
                 "<title>清源县人民政府</title><body>清源县人民政府门户网站 "
                 "<a href=\"http://www.other.cn/\">清源县旅游网</a></body>");
    const auto other = [&portal](const std::string& title) {
        std::string text;
        for (int i = 0; i < 40; ++i) text += fmt::format("<p>第{}条，{}。", i, title);
        portal.write("other/index.html", "<title>" + title + "</title><body>" + text);
    };
    test::Nginx nginx({{"www.x.gov.cn", with_validators(portal)},
                       {"www.other.cn", "root " + portal.root() + "/other;"}},
                      "");
    const int port = nginx.port("www.x.gov.cn");
    const std::vector<std::string> more{
        "--resolve", fmt::format("www.other.cn:80:127.0.0.1:{}", nginx.port("www.other.cn"))};
    const auto told = [&portal](const std::string& round) {
        const test::ProgramEnd end = test::run_program({"links", round, "-w", portal.workspace()});
        EXPECT_EQ(end.exit_code, 0) << end.err;
        std::istringstream lines(end.out);
        for (std::string line; std::getline(lines, line);)
            if (line.find("www.other.cn") != line.npos) return line;
        return std::string();
    };
    other("清源县旅游网欢迎您");
    ASSERT_EQ(portal.sweep("r1", port, more).exit_code, 0);
    EXPECT_EQ(told("r1"), "");
    other("真人棋牌官方平台");
    ASSERT_EQ(portal.sweep("r2", port, more).exit_code, 0);
    EXPECT_NE(told("r2").find("疑似被他人占用"), std::string::npos) << told("r2");
    other("真人棋牌平台二");
    ASSERT_EQ(portal.sweep("r3", port, more).exit_code, 0);
    EXPECT_EQ(told("r3"), "");
}

}  // namespace
}  // namespace duwang
