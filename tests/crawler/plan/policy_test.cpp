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
        ScopeRow{"H13Localhost", "http://localhost/a", 1, UrlRole::skip, "private_address"},
        ScopeRow{"NameWithoutPoint", "http://oa/login", 1, UrlRole::skip, "private_address"},
        ScopeRow{"NameOfAnIntranet", "http://oa.qinghe.local/", 1, UrlRole::skip,
                 "private_address"},
        ScopeRow{"NameThatHasItInside", "http://local.x.cn/", 1, UrlRole::link, "external"}),
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

std::string wall(const FetchOutcome& outcome, const PageFacts& facts, std::size_t links = 0) {
    return recognise_wall(outcome, facts, links, WallOptions{});
}

PageFacts reads(std::string opening, std::int64_t chars) {
    PageFacts facts;
    facts.opening = std::move(opening);
    facts.text_chars = chars;
    return facts;
}

TEST(Wall, B01StatusCodesOfProtectionSystems) {
    PageFacts facts;
    for (int status : {412, 418, 444, 468, 493, 512, 521, 829})
        EXPECT_NE(wall(answer(status, ""), facts), "") << status;
    for (int status : {200, 202, 403, 404, 405, 406, 429, 500, 503})
        EXPECT_EQ(wall(answer(status, ""), facts), "") << status;
}

TEST(Wall, B04CookieShellAndB06Phrase) {
    PageFacts empty;
    std::string shell = "<script>document.cookie='k=1';location.reload()</script>";
    EXPECT_NE(wall(answer(200, shell), empty), "");
    PageFacts notice = reads("访问过于频繁，请稍后再试", 12);
    EXPECT_NE(wall(answer(200, "<p>访问过于频繁，请稍后再试</p>"), notice), "");
}

// B03: a full page that carries a challenge's variables is no wall.
TEST(Wall, B03FullPageWithChallengeVariables) {
    PageFacts facts = reads("政务公开", 3'000);
    std::string page =
        "<script>document.cookie='k=1';location.reload()</script>" + std::string(9'000, 'x');
    EXPECT_EQ(wall(answer(200, page, "Set-Cookie: __jsluid_h=1\r\n"), facts, 80), "");
}

// B02, B07: what speaks for a wall is the code and a page that is only a script.
TEST(Wall, B07UsualCodesWithAShellAreWallsAndWithAnErrorPageAreNot) {
    PageFacts empty;
    std::string script = "<html><script src=/4QbVtADbn/d.js></script></html>";
    for (int status : {202, 403, 405, 406, 503}) {
        EXPECT_NE(wall(answer(status, script), empty), "") << status;
        std::string code = std::to_string(status);
        std::string page = "<h1>" + code + " Not Allowed</h1><script src=/count.js></script>";
        EXPECT_EQ(wall(answer(status, page), reads(code + " Not Allowed", 15)), "") << status;
        std::string full = "<p>系统维护</p><script src=/count.js></script>";
        EXPECT_EQ(wall(answer(status, full), reads("系统维护中，请于明日访问", 80)), "");
    }
    // An application in one page is to be rendered; it is no wall.
    EXPECT_EQ(wall(answer(200, "<div id=app></div><script src=/app.js></script>"), empty), "");
    EXPECT_EQ(wall(answer(404, script), empty), "");
}

TEST(Wall, B07JsonThatAsksToRefresh) {
    PageFacts none;
    EXPECT_NE(wall(answer(500, R"({"code":500,"msg":"系统繁忙，请刷新重试"})"), none), "");
    EXPECT_NE(wall(answer(500, R"({"msg":"\u8bf7\u5237\u65b0\u91cd\u8bd5"})"), none), "");
    EXPECT_EQ(wall(answer(500, R"({"code":500,"msg":"系统异常"})"), none), "");
    EXPECT_EQ(wall(answer(200, R"({"tip":"若未显示请刷新重试"})"), none), "");
    EXPECT_EQ(wall(answer(500, "<p>系统繁忙，请刷新重试</p>"), reads("系统繁忙，请刷新重试", 10)),
              "");
}

TEST(Wall, B08APageOfTwoBytes) {
    auto of_type = [](std::string body, const char* type) {
        FetchOutcome outcome = answer(200, std::move(body));
        outcome.content_type = type;
        return wall(outcome, PageFacts{});
    };
    EXPECT_NE(of_type("ok", "text/html"), "");
    EXPECT_NE(of_type("\r\n", "text/html; charset=utf-8"), "");
    EXPECT_EQ(of_type("{}", "application/json"), "");
    EXPECT_EQ(of_type("", "text/html"), "");
    EXPECT_EQ(of_type("<p>好</p>", "text/html"), "");
}

TEST(Wall, B10AFormThatSendsItself) {
    std::string form =
        "<body onload=\"document.f.submit()\"><form name=f method=POST "
        "action=/go><input type=hidden name=t value=1></form></body>";
    EXPECT_NE(wall(answer(200, form), PageFacts{}), "");
    // A search box that a button sends, and a page around the same form.
    std::string box = "<form method=post action=/s><input name=q><button>检索</button></form>";
    EXPECT_EQ(wall(answer(200, box), reads("检索", 2)), "");
    EXPECT_EQ(wall(answer(200, form), reads("湖泊县人民政府", 400), 12), "");
    EXPECT_EQ(wall(answer(200, form + std::string(9'000, ' ')), PageFacts{}), "");
}

TEST(Wall, WhatItLooksLikeIsConfigured) {
    WallOptions options;
    options.codes = {"567"};
    options.phrases = {"前方拥堵"};
    EXPECT_NE(recognise_wall(answer(567, ""), PageFacts{}, 0, options), "");
    EXPECT_EQ(recognise_wall(answer(521, ""), PageFacts{}, 0, options), "");
    EXPECT_NE(recognise_wall(answer(200, "x"), reads("前方拥堵", 4), 0, options), "");
    EXPECT_EQ(recognise_wall(answer(200, "x"), reads("请完成验证", 5), 0, options), "");
}

}  // namespace
}  // namespace duwang::crawler
