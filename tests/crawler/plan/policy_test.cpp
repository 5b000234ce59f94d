// Scope, retries and walls: decisions without I/O, as tables.
#include "crawler/plan/retry_policy.h"
#include "crawler/plan/scope.h"
#include "crawler/plan/wall.h"

namespace duwang::crawler {
namespace {

TEST(RetryPolicy, AsksAgainOnlyWhatMayPass) {
    struct Row {
        FetchStatus status;
        int http;
        bool again;
    };
    for (Row row :
         {Row{FetchStatus::http_error, 500, true}, Row{FetchStatus::http_error, 502, true},
          Row{FetchStatus::http_error, 404, false}, Row{FetchStatus::http_error, 403, false},
          Row{FetchStatus::http_error, 503, false}, Row{FetchStatus::rate_limited, 429, false},
          Row{FetchStatus::connect_timeout, 0, true}, Row{FetchStatus::dns_nxdomain, 0, false},
          Row{FetchStatus::connect_refused, 0, false}, Row{FetchStatus::ok, 200, false},
          Row{FetchStatus::blocked, 521, false}, Row{FetchStatus::cancelled, 0, false}})
        EXPECT_EQ(worth_retrying(row.status, row.http), row.again)
            << status_word(row.status, row.http);
}

struct ScopeRow {
    const char* name;
    const char* url;
    int depth;
    UrlRole role;
    const char* rule;
};

class ScopeTable : public testing::TestWithParam<ScopeRow> {};

TEST_P(ScopeTable, Decides) {
    Site site;
    site.home = "http://www.x.gov.cn/";
    site.hosts = {"www.x.gov.cn", "xxgk.x.gov.cn:8080"};
    ScopeDecision decision =
        Scope(site, Options{}).decide(parse_url(GetParam().url).value(), GetParam().depth);
    EXPECT_EQ(decision.role, GetParam().role);
    EXPECT_EQ(decision.rule, GetParam().rule);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ScopeTable,
    testing::Values(
        ScopeRow{"OnSite", "http://www.x.gov.cn/a.html", 1, UrlRole::page, "on_site"},
        ScopeRow{"HttpsIsTheSameHost", "https://www.x.gov.cn/a.html", 1, UrlRole::page, "on_site"},
        ScopeRow{"OtherPortOfTheSite", "http://xxgk.x.gov.cn:8080/", 1, UrlRole::page, "on_site"},
        ScopeRow{"SubdomainIsNotTheSite", "http://bm.x.gov.cn/", 1, UrlRole::link, "external"},
        ScopeRow{"A03File", "http://www.x.gov.cn/f/W02.PDF", 1, UrlRole::link, "file"},
        ScopeRow{"K08Mirror", "http://www.x.gov.cn/gate/big5/www.x.gov.cn/", 1, UrlRole::skip,
                 "mirror_page"},
        ScopeRow{"K10Search", "http://www.x.gov.cn/search?page=3", 1, UrlRole::skip, "search_page"},
        ScopeRow{"K11Runaway", "http://www.x.gov.cn/a/a/a/", 1, UrlRole::skip, "runaway_path"},
        ScopeRow{"Depth", "http://www.x.gov.cn/a.html", 99, UrlRole::skip, "depth"},
        ScopeRow{"H13Private", "http://192.168.1.5/a", 1, UrlRole::skip, "private_address"},
        ScopeRow{"H13Localhost", "http://localhost/a", 1, UrlRole::skip, "private_address"}),
    [](const auto& instance) { return instance.param.name; });

// An internal site may lie inside; what it links to inside is still not for us to touch.
TEST(Scope, InternalSitesDoNotOpenTheInsideNetwork) {
    Site site;
    site.home = "http://10.1.1.1/";
    site.internal = true;
    Scope scope(site, Options{});
    EXPECT_EQ(scope.decide(parse_url("http://10.1.1.1/a").value(), 1).role, UrlRole::page);
    EXPECT_EQ(scope.decide(parse_url("http://10.1.1.2/a").value(), 1).rule, "private_address");
}

FetchOutcome answer(int status, std::string body, std::string headers = {}) {
    FetchOutcome outcome;
    outcome.status = status < 400 ? FetchStatus::ok : FetchStatus::http_error;
    outcome.http_status = status;
    outcome.final_url = "http://www.x.gov.cn/a";
    outcome.body = std::make_shared<const std::string>(std::move(body));
    Exchange exchange;
    exchange.response_head = "HTTP/1.1 " + std::to_string(status) + " x\r\n" + headers + "\r\n";
    outcome.exchanges.push_back(std::move(exchange));
    return outcome;
}

TEST(Wall, B01StatusCodesOfProtectionSystems) {
    PageFacts facts;
    for (int status : {412, 521, 512, 493})
        EXPECT_NE(recognise_wall(answer(status, ""), facts, 0), "") << status;
    for (int status : {200, 403, 404, 500})
        EXPECT_EQ(recognise_wall(answer(status, ""), facts, 0), "") << status;
}

TEST(Wall, B04CookieShellAndB06Phrase) {
    PageFacts empty;
    std::string shell = "<script>document.cookie='k=1';location.reload()</script>";
    EXPECT_NE(recognise_wall(answer(200, shell), empty, 0), "");
    PageFacts notice;
    notice.opening = "访问过于频繁，请稍后再试";
    notice.text_chars = 12;
    EXPECT_NE(recognise_wall(answer(200, "<p>访问过于频繁，请稍后再试</p>"), notice, 0), "");
}

// B03: a full page that carries a challenge's variables is no wall.
TEST(Wall, B03FullPageWithChallengeVariables) {
    PageFacts facts;
    facts.text_chars = 3'000;
    std::string page =
        "<script>document.cookie='k=1';location.reload()</script>" + std::string(9'000, 'x');
    EXPECT_EQ(recognise_wall(answer(200, page, "Set-Cookie: __jsluid_h=1\r\n"), facts, 80), "");
}

TEST(Suspect, ToldFromWhatTheHostSaysToNonsense) {
    PageFacts page;
    page.title = "页面";
    page.text_chars = 100;
    page.fingerprint = 0xff;
    ControlFacts control;
    control.kind = "random_path";
    control.status = FetchStatus::ok;
    control.title = "页面";
    control.text_chars = 102;
    control.fingerprint = 0xfe;
    FetchOutcome outcome = answer(200, "<p>x</p>");
    std::string home = "http://www.x.gov.cn/";
    EXPECT_EQ(suspect_of(outcome, page, outcome.final_url, home, {control}, {}),
              "like_random_path");
    control.fingerprint = 0xff0000;
    EXPECT_EQ(suspect_of(outcome, page, outcome.final_url, home, {control}, {}), "");
    page.title = "您访问的页面不存在";
    EXPECT_EQ(suspect_of(outcome, page, outcome.final_url, home, {}, {"页面不存在"}),
              "error_phrase");
    outcome.final_url = home;
    EXPECT_EQ(suspect_of(outcome, page, "http://www.x.gov.cn/old", home, {}, {}), "home_redirect");
    EXPECT_EQ(suspect_of(outcome, PageFacts{}, home, home, {}, {}), "");
}

}  // namespace
}  // namespace duwang::crawler
