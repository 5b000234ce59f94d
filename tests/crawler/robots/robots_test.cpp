// RFC 9309, and what real portals do (S03).
#include "crawler/robots/robots.h"

namespace duwang::crawler {
namespace {

struct Row {
    const char* name;
    const char* robots;
    const char* agent;
    const char* path;
    bool allowed;
    int line;
};

class RobotsTable : public testing::TestWithParam<Row> {};

TEST_P(RobotsTable, Verdict) {
    const Row& row = GetParam();
    RobotsVerdict verdict = Robots::parse(row.robots).allowed(row.agent, row.path);
    EXPECT_EQ(verdict.allowed, row.allowed);
    EXPECT_EQ(verdict.line, row.line);
}

INSTANTIATE_TEST_SUITE_P(
    RFC9309, RobotsTable,
    testing::Values(
        Row{"EmptyFile", "", "DuWang", "/a", true, 0},
        Row{"Disallow", "User-agent: *\nDisallow: /admin/\n", "DuWang", "/admin/x", false, 2},
        Row{"OtherPath", "User-agent: *\nDisallow: /admin/\n", "DuWang", "/administration", true, 0},
        Row{"EmptyDisallowAllows", "User-agent: *\nDisallow:\n", "DuWang", "/a", true, 0},
        Row{"LongestWins", "User-agent: *\nDisallow: /a\nAllow: /a/b\n", "DuWang", "/a/b/c", true, 3},
        Row{"AllowWinsTie", "User-agent: *\nDisallow: /a\nAllow: /a\n", "DuWang", "/a", true, 3},
        Row{"OwnGroupOnly", "User-agent: *\nDisallow: /\nUser-agent: duwang\nDisallow: /x\n", "DuWang",
            "/y", true, 0},
        Row{"OtherAgentsGroup", "User-agent: other\nDisallow: /\n", "DuWang", "/y", true, 0},
        Row{"SharedGroup", "User-agent: a\nUser-agent: DuWang\nDisallow: /p\n", "DuWang", "/p", false, 3},
        Row{"Star", "User-agent: *\nDisallow: /*.php\n", "DuWang", "/a/b.php?x", false, 2},
        Row{"EndAnchor", "User-agent: *\nDisallow: /*.php$\n", "DuWang", "/a.php?x", true, 0},
        Row{"EndAnchorHit", "User-agent: *\nDisallow: /*.php$\n", "DuWang", "/a.php", false, 2},
        Row{"PercentSpellings", "User-agent: *\nDisallow: /%7Ejoe\n", "DuWang", "/~joe/x", false, 2},
        Row{"NonAscii", "User-agent: *\nDisallow: /\xE6\x96\x87\n", "DuWang", "/%E6%96%87", false, 2},
        Row{"Comment", "User-agent: * # all\nDisallow: /a # not here\n", "DuWang", "/a", false, 2},
        Row{"CarriageReturns", "User-agent: *\r\nDisallow: /a\r\n", "DuWang", "/a", false, 2},
        Row{"LoneCarriageReturns", "User-agent: *\rDisallow: /a\r", "DuWang", "/a", false, 2},
        Row{"ByteOrderMark", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a\n", "DuWang", "/a", false, 2},
        Row{"S03ErrorPageIsNoRobots", "<!DOCTYPE html>\nUser-agent: *\nDisallow: /\n", "DuWang", "/a",
            true, 0},
        Row{"RobotsTxtItself", "User-agent: *\nDisallow: /\n", "DuWang", "/robots.txt", true, 0}),
    [](const auto& instance) { return instance.param.name; });

TEST(Robots, UnreachableForbidsEverything) {
    RobotsVerdict verdict = Robots::unreachable().allowed("DuWang", "/");
    EXPECT_FALSE(verdict.allowed);
    EXPECT_FALSE(verdict.rule.empty());
}

TEST(Robots, CrawlDelayAndSitemaps) {
    Robots robots = Robots::parse(
        "User-agent: *\nCrawl-delay: 7\nSitemap: http://www.x.gov.cn/sitemap.xml\n");
    EXPECT_EQ(robots.crawl_delay_ms("DuWang"), 7'000);
    EXPECT_EQ(robots.sitemaps(), std::vector<std::string>{"http://www.x.gov.cn/sitemap.xml"});
}

TEST(Robots, ManyStarsStayLinear) {
    std::string rule = "User-agent: *\nDisallow: /" + std::string(2'000, '*') + "x\n";
    EXPECT_TRUE(Robots::parse(rule).allowed("DuWang", "/" + std::string(8'000, 'a')).allowed);
}

}  // namespace
}  // namespace duwang::crawler
