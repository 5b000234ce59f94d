// A site as it is in the field: columns first, walls that go up while we work, addresses without
// end. Crawled for real from a server of this test, undisturbed and with interruptions.
#include <algorithm>

#include "tests/crawler/run/field_site.h"

namespace duwang {
namespace {

using namespace test;

demo::AnswerFunction portal(int pages) {
    return [pages](std::string_view, std::string_view path) {
        if (path == "/") return page(path, link("/gk/") + many("/news/n", pages));
        if (path == "/gk/") return page(path, many("/gk/g", pages));
        if (path.starts_with("/gk/g"))
            return page(path, link("/gk/deep" + std::string(path.substr(5))));
        if (path.starts_with("/news/n") || path.starts_with("/gk/deep")) return page(path);
        return html("没有", 404);
    };
}

TEST(FieldCrawl, WhatLiesBelowAColumnIsVisitedFirst) {
    SiteRun run(portal(20));
    run.columns = {{"u", "x", "disclosure_platform", "http://www.x.gov.cn/gk/"}};
    ASSERT_TRUE(run.run());
    auto asked = pages_asked(run);
    // A few others are under way before the column has been read; the rest come last.
    EXPECT_TRUE(std::ranges::all_of(asked.end() - 10, asked.end(),
                                    [](const auto& p) { return p.starts_with("/news/"); }));
}

TEST(FieldCrawl, InterruptionsChangeNeitherOrderNorFacts) {
    auto start = [](SiteRun& run) {
        run.columns = {{"u", "x", "disclosure_platform", "http://www.x.gov.cn/gk/"}};
        run.options.walls.control_every = 7;
    };
    SiteRun calm(portal(20));
    start(calm);
    ASSERT_TRUE(calm.run());
    SiteRun stopped(portal(20));
    start(stopped);
    int stops = 0;
    while (!stopped.run(9)) ++stops;
    EXPECT_GE(stops, 4);
    EXPECT_EQ(stopped.urls(), calm.urls());
    EXPECT_EQ(stopped.facts(), calm.facts());
}

// Host rule (c) of link-judgement: what came since the last good control is void.
TEST(FieldCrawl, AWallThatGoesUpVoidsWhatCameAfterTheLastGoodControl) {
    int asked = 0;
    SiteRun run([&asked](std::string_view host, std::string_view path) {
        if (path.ends_with(".html")) ++asked;
        if (asked > 35) return path == "/robots.txt" ? html("", 404) : challenge();
        return portal(40)(host, path);
    });
    run.options.walls = {10, 5, 1, 1};
    ASSERT_TRUE(run.run());
    SiteState state = run.reader()->state();
    EXPECT_TRUE(state.reached);
    EXPECT_EQ(state.cause, Cause::wall);
    EXPECT_EQ(state.halted, "wall");
    EXPECT_GT(state.not_visited, 30);
    EXPECT_EQ(word_of(run, "/"), "ok");
    auto urls = run.urls();
    auto voided = std::ranges::count_if(urls, [](const auto& l) {
        return l.starts_with("blocked") && l.find(" voided ") != l.npos;
    });
    auto good = std::ranges::count_if(urls, [](const auto& l) { return l.starts_with("ok "); });
    EXPECT_GE(voided, 4);
    EXPECT_GE(good, 20);
    EXPECT_LE(good, 35);
    // It was left alone: a control, one more after the wait, and nothing else.
    EXPECT_LT(run.asked().size(), 60u);
}

TEST(FieldCrawl, AWallThatGoesAwayCostsNothingButTime) {
    int asked = 0;
    SiteRun run([&asked](std::string_view host, std::string_view path) {
        if (path.ends_with(".html")) ++asked;
        if (asked > 15 && asked < 20) return challenge();
        return portal(20)(host, path);
    });
    run.options.walls = {100, 5, 3, 1};
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(run.reader()->state().complete());
    auto urls = run.urls();
    EXPECT_EQ(std::ranges::count_if(urls, [](const auto& l) { return !l.starts_with("ok "); }), 0);
}

// B09: after a burst every address answers with the home page.
TEST(FieldCrawl, EveryAddressSaysWhatTheHomePageSays) {
    int asked = 0;
    SiteRun run([&asked](std::string_view host, std::string_view path) {
        if (path.ends_with(".html")) ++asked;
        if (asked > 12 && path != "/robots.txt") return portal(30)(host, "/");
        return portal(30)(host, path);
    });
    run.options.walls = {100, 4, 1, 1};
    ASSERT_TRUE(run.run());
    EXPECT_EQ(run.reader()->state().cause, Cause::wall);
    EXPECT_LT(run.asked().size(), 40u);
}

TEST(FieldCrawl, ASectionThatIsClosedIsNoWallAroundTheSite) {
    SiteRun run([](std::string_view host, std::string_view path) {
        if (path.starts_with("/news/")) return challenge();
        return portal(12)(host, path);
    });
    run.options.walls.wait_ms = 1;
    ASSERT_TRUE(run.run());
    EXPECT_EQ(run.reader()->state().cause, Cause::none);
    EXPECT_EQ(word_of(run, "/news/n3.html"), "blocked");
    EXPECT_EQ(word_of(run, "/gk/g3.html"), "ok");
}

TEST(FieldCrawl, ACalendarIsLeftAndItsReasonRecorded) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/robots.txt") return html("", 404);
        int month = 0;
        auto at = path.find("m=");
        if (at != path.npos) month = std::stoi(std::string(path.substr(at + 2)));
        return page(path, link("/rl?m=" + std::to_string(month + 1)));
    });
    run.options.traps.calendar_variants_max = 5;
    run.options.limits.depth_max = 50;
    ASSERT_TRUE(run.run());
    auto urls = run.urls();
    EXPECT_EQ(urls.back(), " calendar  http://www.x.gov.cn/rl?m=6");
    EXPECT_TRUE(run.reader()->state().complete());
}

TEST(FieldCrawl, PagingEndsWhereNothingNewComes) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/") return page(path, link("/list.jsp?page=1"));
        if (!path.starts_with("/list.jsp")) return html("", 404);
        int n = std::stoi(std::string(path.substr(path.find('=') + 1)));
        std::string shown = "/list" + std::to_string(std::min(n, 3));  // P13
        return page(shown, "<a href=\"/list.jsp?page=" + std::to_string(n + 1) + "\">下一页</a>");
    });
    run.options.limits.depth_max = 50;
    ASSERT_TRUE(run.run());
    // Page 4 shows that page 3 was the last; those already under way are asked, the rest is not.
    EXPECT_LE(run.asked().size(), 12u);
    EXPECT_EQ(run.urls().back().substr(0, 12), " paging_end ");
}

TEST(FieldCrawl, SitemapsNamedInRobotsTxtAreReadLast) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/robots.txt") {
            DemoAnswer robots;
            robots.headers = {{"Content-Type", "text/plain"}};
            robots.body = "Sitemap: http://www.x.gov.cn/map.xml\n";
            return robots;
        }
        if (path == "/map.xml")
            return html(
                "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                "<url><loc>http://www.x.gov.cn/orphan.html</loc></url>"
                "<url><loc>http://www.x.gov.cn/linked.html</loc></url>"
                "<url><loc>http://elsewhere.cn/</loc></url></urlset>");
        if (path == "/") return page(path, link("/linked.html"));
        return path == "/linked.html" || path == "/orphan.html" ? page(path) : html("", 404);
    });
    ASSERT_TRUE(run.run());
    EXPECT_EQ(word_of(run, "/orphan.html"), "ok");
    auto urls = run.urls();
    EXPECT_EQ(
        std::ranges::count_if(urls, [](const auto& l) { return l.find("elsewhere") != l.npos; }),
        0);
}

TEST(FieldCrawl, PagesBeyondTheLimitAreRecordedWithTheReason) {
    SiteRun run(portal(20));
    run.options.limits.pages_max = 5;
    ASSERT_TRUE(run.run());
    EXPECT_EQ(run.reader()->state().not_visited, 37);
    EXPECT_NE(run.facts().find("\"not_visited\":\"pages_max\""), std::string::npos);
}

// B09 with addresses of one kind: what was said from behind the wall teaches nothing.
TEST(FieldCrawl, WhatAWallSaidIsForgottenWhenItIsGone) {
    int asked = 0, controls = 0;
    SiteRun run([&](std::string_view, std::string_view path) {
        if (path == "/robots.txt") return html("", 404);
        if (path == "/") {
            std::string links = link("/about.html");
            for (int i = 0; i < 30; ++i) links += link("/content.jsp?id=" + std::to_string(i));
            return page(path, links);
        }
        bool walled = ++asked > 8 && controls < 2;
        if (walled && path == "/about.html") ++controls;
        if (walled) return page("/");
        return path.starts_with("/content.jsp") || path == "/about.html" ? page(path)
                                                                         : html("", 404);
    });
    run.options.walls = {100, 5, 3, 1};
    ASSERT_TRUE(run.run());
    auto urls = run.urls();
    EXPECT_EQ(std::ranges::count_if(urls, [](const auto& l) { return l.starts_with("ok "); }), 32);
}

// Files are asked for when the pages are done: a wall then takes pages and files back.
TEST(FieldCrawl, AWallThatGoesAwayAmongTheFilesCostsNothingEither) {
    int files = 0, controls = 0;
    SiteRun run([&](std::string_view, std::string_view path) {
        if (path == "/robots.txt") return html("", 404);
        bool file = path.ends_with(".pdf");
        files += file ? 1 : 0;
        bool walled = files > 3 && controls < 2;
        if (walled && !file) ++controls;
        if (walled) return challenge();
        if (file) {
            DemoAnswer answer;
            answer.headers = {{"Content-Type", "application/pdf"}};
            answer.body = "%PDF-1.4";
            return answer;
        }
        if (path == "/") {
            std::string links = many("/news/n", 10);
            for (int i = 0; i < 40; ++i) links += link("/f" + std::to_string(i) + ".pdf");
            return page(path, links);
        }
        return path.starts_with("/news/n") ? page(path) : html("", 404);
    });
    run.options.walls = {100, 5, 3, 1};
    ASSERT_TRUE(run.run());
    auto urls = run.urls();
    for (const std::string& line : urls) EXPECT_TRUE(line.starts_with("ok ")) << line;
    EXPECT_EQ(urls.size(), 51u);
    EXPECT_TRUE(run.reader()->state().complete());
}

TEST(FieldCrawl, ASiteGivenUpBeforeItsWallDoesNotHideTheSitesItLinksTo) {
    int asked = 0;
    SiteRun run([&asked](std::string_view host, std::string_view path) {
        if (host.starts_with("other")) return page(path);
        if (path.ends_with(".html")) ++asked;
        if (asked > 15) return path == "/robots.txt" ? html("", 404) : challenge();
        if (path == "/")
            return page(path, many("/news/n", 40) + "<a href=\"http://other.x.cn/a\">别处</a>");
        return portal(40)(host, path);
    });
    run.options.walls = {10, 5, 1, 1};
    ASSERT_TRUE(run.run());
    EXPECT_EQ(run.reader()->state().halted, "wall");
    EXPECT_EQ(std::ranges::count(run.urls(), "ok external  http://other.x.cn/a"), 1);
}

// Articles that lead to a host that is gone say nothing of the site that redirects to it.
TEST(FieldCrawl, ADeadHostBehindRedirectsIsNotTheSiteThatStopsAnswering) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/") return page(path, many("/go/g", 8) + many("/news/n", 10));
        if (path.starts_with("/go/")) {
            DemoAnswer moved = html("", 302);
            moved.headers.push_back({"Location", "http://gone.x.cn/"});
            return moved;
        }
        return path.starts_with("/news/n") ? page(path) : html("", 404);
    });
    ASSERT_TRUE(run.run());
    EXPECT_EQ(run.reader()->state().halted, "");
    EXPECT_EQ(word_of(run, "/news/n9.html"), "ok");
}

}  // namespace
}  // namespace duwang
