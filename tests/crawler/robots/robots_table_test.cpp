// Every row of tests/golden/robots: the verdict and the line that decided it.
#include "crawler/robots/robots.h"
#include "tests/support/table.h"

namespace duwang::crawler {
namespace {

TEST(RobotsGolden, EveryRowIsJudgedAsRfc9309Says) {
    const std::vector<test::TableRow> rows = test::read_tables("robots", 5);
    EXPECT_GE(rows.size(), 120u);
    for (const test::TableRow& row : rows) {
        RobotsVerdict verdict = Robots::parse(row.cells[0]).allowed(row.cells[1], row.cells[2]);
        EXPECT_EQ(verdict.allowed ? "allowed" : "denied", row.cells[3])
            << row.place << " " << row.cells[0] << " for " << row.cells[2];
        EXPECT_EQ(std::to_string(verdict.line), row.cells[4]) << row.place << " " << row.cells[0];
    }
}

TEST(Robots, RulesAreToldAsWritten) {
    Robots robots = Robots::parse("User-agent: DuWang/2 # us\nDisallow: /%7ea*$\n");
    RobotsVerdict verdict = robots.allowed("duwang", "/~ab");
    EXPECT_EQ(verdict.rule, "Disallow: /%7ea*$");
    EXPECT_EQ(verdict.group, "DuWang/2");
    EXPECT_EQ(robots.allowed("duwang", "/b").group, "DuWang/2");
    EXPECT_EQ(robots.allowed("other", "/b").group, "");
}

TEST(Robots, DelaysHoldForTheAgentsNamedSoFar) {
    Robots robots = Robots::parse(
        "User-agent: a\nCrawl-delay: 1.25\nUser-agent: b\nDisallow: /x\n"
        "User-agent: c\nCrawl-delay: -3\nUser-agent: d\nCrawl-delay: 99999999\n");
    EXPECT_EQ(robots.crawl_delay_ms("a"), 1'250);
    for (const char* agent : {"b", "c", "d", "e"}) EXPECT_EQ(robots.crawl_delay_ms(agent), 0);
}

TEST(Robots, ALineCutByTheSizeLimitDoesNotCount) {
    std::string text = "User-agent: *\nDisallow: /a\n";
    std::string last = "Disallow: /";
    text += "#" + std::string(Robots::bytes_max - text.size() - last.size() - 2, 'x') + "\n" + last;
    ASSERT_EQ(text.size(), Robots::bytes_max);
    EXPECT_FALSE(Robots::parse(text).allowed("DuWang", "/b").allowed);
    EXPECT_TRUE(Robots::parse(text + "secret/\n").allowed("DuWang", "/b").allowed);
    EXPECT_FALSE(Robots::parse(text + "secret/\n").allowed("DuWang", "/a").allowed);
}

}  // namespace
}  // namespace duwang::crawler
