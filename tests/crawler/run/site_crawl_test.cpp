// One site, crawled for real from a server of this test.
#include <algorithm>

#include "tests/support/site_run.h"

namespace duwang {
namespace {

using demo::DemoAnswer;
using test::SiteRun;

DemoAnswer html(std::string body) {
    DemoAnswer answer;
    answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    answer.body = std::move(body);
    return answer;
}

DemoAnswer missing() {
    DemoAnswer answer = html("<title>404</title>没有这个页面");
    answer.status = 404;
    return answer;
}

std::string links(int from, int to) {
    std::string body = "<title>页</title>";
    for (int i = from; i < to; ++i)
        body += "<a href=/p" + std::to_string(i) + ".html>第" + std::to_string(i) + "页</a>";
    return body;
}

// A home page, `pages` pages that link to each other, no robots.txt.
demo::AnswerFunction plain_site(int pages) {
    return [pages](std::string_view, std::string_view path) {
        if (path == "/") return html(links(0, pages));
        if (path.starts_with("/p") && path != "/pX.html")
            return html(links(0, 3) + "<p>" + std::string(path));
        return missing();
    };
}

bool holds(const std::vector<std::string>& lines, const std::string& line) {
    return std::ranges::find(lines, line) != lines.end();
}

TEST(SiteCrawl, VisitsEveryPageOnceInOrderOfDiscovery) {
    SiteRun run(plain_site(20));
    ASSERT_TRUE(run.run());
    std::vector<std::string> urls = run.urls();
    ASSERT_EQ(urls.size(), 21u);
    EXPECT_EQ(urls[0], "ok home  http://www.x.gov.cn/");
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(urls[static_cast<std::size_t>(i) + 1],
                  "ok on_site  http://www.x.gov.cn/p" + std::to_string(i) + ".html");
    for (const auto& asked : run.asked())
        EXPECT_EQ(std::ranges::count(run.asked(), asked.path, &SiteRun::Asked::path), 1)
            << asked.path;
}

TEST(SiteCrawl, RobotsTxtIsObeyedAndItsRuleRecorded) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/robots.txt") {
            DemoAnswer answer;
            answer.headers = {{"Content-Type", "text/plain"}};
            answer.body = "User-agent: *\nDisallow: /p1\n";
            return answer;
        }
        return path == "/" ? html(links(0, 3)) : html("<p>x");
    });
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(holds(run.urls(), "robots_denied on_site  http://www.x.gov.cn/p1.html"));
    for (const auto& asked : run.asked()) EXPECT_NE(asked.path, "/p1.html");
    EXPECT_NE(run.facts().find("robots_denied"), std::string::npos);
}

TEST(SiteCrawl, WrittenAuthoritySetsRobotsTxtAside) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/robots.txt") return html("User-agent: *\nDisallow: /\n");
        return path == "/" ? html(links(0, 2)) : html("<p>x");
    });
    run.site.authority = "某办函〔2026〕1号";
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(holds(run.urls(), "ok on_site  http://www.x.gov.cn/p1.html"));
}

TEST(SiteCrawl, LinkedHostsHaveTheirOwnRobotsTxtAskedForOnce) {
    SiteRun run([](std::string_view host, std::string_view path) {
        if (host == "other.x.cn" && path == "/robots.txt") {
            DemoAnswer answer;
            answer.headers = {{"Content-Type", "text/plain"}};
            answer.body = "User-agent: *\nDisallow: /in/\n";
            return answer;
        }
        if (host == "www.x.gov.cn" && path == "/")
            return html(
                "<a href=http://other.x.cn/in/a>甲</a><a href=http://other.x.cn/b>乙</a>"
                "<a href=http://other.x.cn/in/c>丙</a>");
        return host == "other.x.cn" ? html("<p>好") : missing();
    });
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(holds(run.urls(), "robots_denied external  http://other.x.cn/in/a"));
    EXPECT_TRUE(holds(run.urls(), "robots_denied external  http://other.x.cn/in/c"));
    EXPECT_TRUE(holds(run.urls(), "ok external  http://other.x.cn/b"));
    EXPECT_EQ(std::ranges::count(run.asked(), "/in/a", &SiteRun::Asked::path), 0);
    EXPECT_EQ(std::ranges::count(run.asked(), "/robots.txt", &SiteRun::Asked::path), 2);
}

TEST(SiteCrawl, AHostThatStopsAnsweringIsLeftAlone) {
    SiteRun run([](std::string_view, std::string_view path) {
        DemoAnswer answer = html(links(0, 40));
        if (path != "/" && path != "/robots.txt") answer.status = 502;
        return answer;
    });
    run.options.limits.failures_in_a_row_max = 5;
    run.options.links.second_client = false;
    ASSERT_TRUE(run.run());
    EXPECT_LT(run.asked().size(), 40u);
    auto urls = run.urls();
    EXPECT_GE(
        std::ranges::count_if(urls, [](const auto& line) { return line.starts_with(" on_site"); }),
        25);
}

TEST(SiteCrawl, AHomePageThatCannotBeHadIsTheSitesState) {
    SiteRun run([](std::string_view, std::string_view) {
        DemoAnswer answer = html("<script>document.cookie='a=1';location.reload()</script>");
        answer.status = 521;
        return answer;
    });
    run.options.walls.waits = 2;
    run.options.walls.wait_ms = 1;
    ASSERT_TRUE(run.run());
    EXPECT_FALSE(run.reader()->state().reached);
    EXPECT_EQ(run.reader()->state().cause, Cause::wall);
    // robots.txt, nonsense, the home page; then a control, and one after each wait.
    EXPECT_EQ(run.asked().size(), 6u);
}

TEST(SiteCrawl, FailingLinksAreAskedAgainBesideControls) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/") return html("<title>首页</title><a href=/gone.html>旧闻</a>");
        return missing();
    });
    run.options.links.second_client = false;
    ASSERT_TRUE(run.run());
    Unit unit;
    unit.id = "u";
    Site site = run.site;
    site.owner = "u";
    auto view = run.reader()->view(unit, site, {}, {1}, {});
    ASSERT_EQ(view->troubled_links().size(), 1u);
    const LinkTarget& target = view->troubled_links()[0];
    EXPECT_EQ(target.attempts.size(), 2u);
    EXPECT_EQ(target.place_count, 1);
    ASSERT_EQ(target.places.size(), 1u);
    EXPECT_EQ(target.places[0].text, "旧闻");
    EXPECT_EQ(target.places[0].page_title, "首页");
    EXPECT_TRUE(std::ranges::any_of(target.controls, [](const auto& c) {
        return c.kind == "known_good" && c.status == FetchStatus::ok;
    }));
    EXPECT_TRUE(std::ranges::any_of(target.controls, [](const auto& c) {
        return c.kind == "random_path" && c.http_status == 404;
    }));
}

// A second look at a page reads less of it; what the first look read must stay.
TEST(SiteCrawl, AskingAHomePageAgainKeepsItsLinks) {
    SiteRun run([](std::string_view, std::string_view path) {
        DemoAnswer answer = html(links(0, 8));
        if (path == "/" || path == "/index.html") return answer;
        answer.status = 302;  // nonsense is sent home, as some portals do
        answer.headers.emplace_back("Location", "/index.html");
        answer.body.clear();
        return path.starts_with("/p") ? html(links(0, 3)) : answer;
    });
    run.focus = {"第1页"};
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(holds(run.urls(), "ok home  http://www.x.gov.cn/"));
    Unit unit;
    auto view = run.reader()->view(unit, run.site, {}, {1}, {});
    ASSERT_NE(view->home(), nullptr);
    EXPECT_EQ(view->home()->links.size(), 8u);
}

TEST(SiteCrawl, ACutCrawlSaysSo) {
    SiteRun run([](std::string_view, std::string_view path) {
        DemoAnswer answer = html(links(0, 40));
        if (path != "/") answer.status = path == "/robots.txt" ? 404 : 502;
        return answer;
    });
    ASSERT_TRUE(run.run());
    EXPECT_EQ(run.reader()->state().halted, "host_stopped_answering");
    EXPECT_GT(run.reader()->state().not_visited, 20);
    EXPECT_FALSE(run.reader()->state().complete());
}

TEST(SiteCrawl, PrivateAddressesAreRecordedAndNeverAsked) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path != "/") return missing();
        return html("<a href=http://10.9.8.7/oa>办公</a><a href=http://localhost/x>本机</a>");
    });
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(holds(run.urls(), " private_address  http://10.9.8.7/oa"));
    EXPECT_TRUE(holds(run.urls(), " private_address  http://localhost/x"));
}

TEST(SiteCrawl, PagesBeyondTheLimitStayOnRecordAsNotVisited) {
    SiteRun run(plain_site(30));
    run.options.limits.pages_max = 10;
    ASSERT_TRUE(run.run());
    auto urls = run.urls();
    EXPECT_EQ(std::ranges::count_if(urls, [](const auto& line) { return line.starts_with("ok "); }),
              10);
    EXPECT_EQ(urls.size(), 31u);
}

TEST(SiteCrawl, StoppedManyTimesItFindsTheSame) {
    SiteRun calm(plain_site(40));
    ASSERT_TRUE(calm.run());
    SiteRun stopped(plain_site(40));
    int stops = 0;
    while (!stopped.run(6)) ++stops;
    EXPECT_GE(stops, 3);
    EXPECT_EQ(stopped.facts(), calm.facts());
}

TEST(SiteCrawl, PublicSitesAreAskedOneAtATimeWithTheDelayBetween) {
    SiteRun run(plain_site(5));
    run.site.internal = false;
    run.options.politeness.delay_ms = 60;
    run.options.politeness.response_factor = 0;
    ASSERT_TRUE(run.run());
    auto asked = run.asked();
    ASSERT_GE(asked.size(), 7u);
    for (std::size_t i = 1; i < asked.size(); ++i)
        EXPECT_GE(asked[i].at_ms - asked[i - 1].at_ms, 55) << asked[i].path;
}

TEST(SiteCrawl, SoftNotFoundIsToldFromTheHostsOwnAnswerToNonsense) {
    SiteRun run([](std::string_view, std::string_view path) {
        if (path == "/")
            return html("<title>首页</title><a href=/a.html>文件</a><a href=/b.html>公告</a>");
        if (path == "/b.html") return html("<title>公告</title>" + std::string(400, 'b'));
        return html(
            "<title>提示</title>您要找的内容已经不在这里了，请从首页重新查找，或者使用站内搜索。");
    });
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(holds(run.urls(), "ok on_site like_random_path http://www.x.gov.cn/a.html"));
    EXPECT_TRUE(holds(run.urls(), "ok on_site  http://www.x.gov.cn/b.html"));
}

}  // namespace
}  // namespace duwang
