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

}  // namespace
}  // namespace duwang
