// What a crawl learns of a site on the way: from sitemaps, robots.txt and what its pages say. An
// interruption makes it forget nothing.
#include <algorithm>

#include "core/text/ascii.h"
#include "tests/crawler/run/field_site.h"

namespace duwang {
namespace {

using namespace test;

TEST(LearnedCrawl, SitemapsThatRepeatEachOtherDoNotMakeAKindLookEndless) {
    SiteRun run([](std::string_view, std::string_view path) {
        std::string maps;
        for (const char* name : {"1", "2", "3"})
            maps += "Sitemap: http://www.x.gov.cn/" + std::string(name) + ".xml\n";
        if (path == "/robots.txt") return plain(maps);
        if (path.ends_with(".xml"))
            return html(sitemap_of("/content.jsp?id=", path == "/3.xml" ? 10 : 8));
        return page(path);
    });
    run.options.traps.query_variants_max = 10;
    ASSERT_TRUE(run.run());
    EXPECT_EQ(word_of(run, "/content.jsp?id=9"), "ok");
}

TEST(LearnedCrawl, WhatASitemapNamesIsLeftWhenItsKindSaysNothingNew) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/robots.txt") return plain("Sitemap: http://www.x.gov.cn/1.xml\n");
        if (path == "/1.xml") return html(sitemap_of("/day.jsp?of=", 60));
        return page(path.starts_with("/day.jsp") ? "/day.jsp" : path);
    });
    run.options.walls.same_content_run = 50;
    ASSERT_TRUE(run.run());
    EXPECT_LT(run.asked().size(), 40u);
    EXPECT_EQ(run.urls().back(), " same_content  http://www.x.gov.cn/day.jsp?of=59");
}

TEST(LearnedCrawl, AHostThatIsOnlyLinkedToMayAskForADelay) {
    SiteRun run([](std::string_view host, std::string_view path) {
        if (host.starts_with("other"))
            return path == "/robots.txt" ? plain("User-agent: *\nCrawl-delay: 1\n") : page(path);
        return path == "/" ? page(path,
                                  "<a href=\"http://other.x.cn/a.html\">甲</a>"
                                  "<a href=\"http://other.x.cn/b.html\">乙</a>")
                           : html("", 404);
    });
    run.options.politeness.delay_ms = 1;
    run.options.politeness.response_factor = 0;
    run.options.politeness.address_delay_ms = 0;
    ASSERT_TRUE(run.run());
    std::vector<std::int64_t> at;
    for (const auto& asked : run.asked())
        if (asked.path.ends_with(".html")) at.push_back(asked.at_ms);
    // The third is the control: an address nobody has.
    ASSERT_GE(at.size(), 2u);
    EXPECT_GE(at.back() - at.front(), 990);
}

// Rules that came before the answer broke off are rules.
TEST(LearnedCrawl, ARobotsTxtThatIsCutOffStillForbids) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/robots.txt") {
            DemoAnswer robots =
                plain("User-agent: *\nDisallow: /secret/\n# " + std::string(60, 'x') + "\n");
            robots.close_early = true;
            return robots;
        }
        return path == "/" ? page(path, link("/secret/a.html")) : page(path);
    });
    ASSERT_TRUE(run.run());
    EXPECT_EQ(word_of(run, "/secret/a.html"), "robots_denied");
}

// Everything that makes the crawl decide by what it learned.
demo::AnswerFunction tricky() {
    return [](std::string_view, std::string_view path) {
        if (path == "/robots.txt") return plain("Sitemap: http://www.x.gov.cn/1.xml\n");
        if (path == "/1.xml") return html(sitemap_of("/day.jsp?of=", 30));
        if (path == "/")
            return page(path, many("/news/n", 12) + many("/News/n", 12) + link("/list.jsp?page=1") +
                                  link("/same.jsp?a=0") + link("/rl?y=2026&m=1"));
        if (path.starts_with("/list.jsp")) {
            int n = std::stoi(std::string(path.substr(path.find('=') + 1)));
            std::string links;
            for (int i = 1; i < 6; ++i) links += link("/list.jsp?page=" + std::to_string(n + i));
            return page("/list" + std::to_string(std::min(n, 3)), links);
        }
        if (path.starts_with("/same.jsp")) {
            int n = std::stoi(std::string(path.substr(path.find('=') + 1)));
            std::string links;
            for (int i = 1; i < 4; ++i) links += link("/same.jsp?a=" + std::to_string(n * 3 + i));
            return page("/same", n > 200 ? std::string() : links);
        }
        if (path.starts_with("/rl")) {
            int m = std::stoi(std::string(path.substr(path.find("m=") + 2)));
            return page(path, link("/rl?y=2026&m=" + std::to_string(m + 1)) +
                                  link("/rl?y=2025&m=" + std::to_string(m + 1)));
        }
        if (path.starts_with("/day.jsp")) return page("/day.jsp");
        std::string lower = lower_ascii(path);
        bool list = lower.starts_with("/news/n") && lower.find("deep") == lower.npos;
        return page(lower, list ? many(std::string(path) + "/Deep", 2) : "");
    };
}

TEST(LearnedCrawl, InterruptionsChangeNothingThatWasLearned) {
    auto start = [](SiteRun& run) {
        run.options.walls.control_every = 7;
        run.options.walls.same_content_run = 30;
        run.options.traps.calendar_variants_max = 6;
        run.options.limits.depth_max = 20;
    };
    SiteRun calm(tricky());
    start(calm);
    ASSERT_TRUE(calm.run());
    SiteRun stopped(tricky());
    start(stopped);
    int stops = 0;
    while (!stopped.run(30)) ++stops;
    EXPECT_GE(stops, 4);
    auto a = calm.urls(), b = stopped.urls();
    EXPECT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) EXPECT_EQ(a[i], b[i]) << i;
    EXPECT_EQ(stopped.facts() == calm.facts(), true);
}

}  // namespace
}  // namespace duwang
