// The whole client stack against servers that answer as real ones do, and worse.
#include <boost/asio/io_context.hpp>

#include "crawler/dns/resolver.h"
#include "crawler/http/connecting_client.h"
#include "crawler/http/curl_client.h"
#include "crawler/http/polite_client.h"
#include "crawler/http/redirecting_client.h"
#include "crawler/http/retrying_client.h"
#include "tests/support/raw_server.h"
#include "tests/support/run_task.h"
#include "tests/support/script_server.h"

namespace duwang::crawler {
namespace {

using test::RawReply;

struct StoppedClock final : Clock {
    Timestamp now() const override { return {1'790'000'000'000}; }
};

HttpOptions impatient() {
    HttpOptions options;
    options.connect_timeout_ms = 2'000;
    options.answer_timeout_ms = 1'000;
    options.total_timeout_ms = 1'500;
    options.retries = 0;
    return options;
}

// www.x.cn is the raw server; dead.x.cn a port nobody listens on; inside.x.cn a private address.
class Stack {
  public:
    explicit Stack(int port, HttpOptions options = impatient())
        : resolver_(make_fixed_resolver({{"www.x.cn", {"127.0.0.1", port, 80}},
                                         {"other.x.cn", {"127.0.0.1", port, 80}},
                                         {"dead.x.cn", {"127.0.0.1", 1, 80}},
                                         {"inside.x.cn", {"10.1.2.3", 80, 80}}},
                                        nullptr)) {
        AddressCheck allowed = [](const std::string&, const std::string& ip, int) {
            return ip == "127.0.0.1";
        };
        PolitenessOptions quick;
        quick.delay_ms = 0;
        quick.response_factor = 0;
        curl_ = make_curl_client(net_.get_executor(), options, clock_, allowed);
        quick.address_delay_ms = 0;
        polite_ = make_polite_client(*curl_, net_.get_executor(), quick, clock_, {});
        connecting_ = make_connecting_client(*polite_, *resolver_, clock_, allowed);
        retrying_ = make_retrying_client(*connecting_, options);
        http_ = make_redirecting_client(*retrying_, options);
    }

    FetchOutcome fetch(const std::string& url) { return fetch(Request(url)); }
    FetchOutcome fetch(const Request& request) {
        return test::run_task(net_, http_->fetch(request));
    }

  private:
    boost::asio::io_context net_{1};
    StoppedClock clock_;
    std::unique_ptr<Resolver> resolver_;
    std::unique_ptr<CurlClient> curl_;
    std::unique_ptr<PoliteClient> polite_;
    std::unique_ptr<HttpClient> connecting_, retrying_, http_;
};

const std::string plain_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

// libcurl's handles are used again and keep what was set.
TEST(Handles, WhatOneRequestAskedForIsNotAskedOfTheNext) {
    test::ScriptServer server([](const test::ScriptRequest& request) {
        test::ScriptReply reply;
        reply.bytes = request.method == "HEAD" ? plain_answer.substr(0, plain_answer.size() - 2)
                                               : plain_answer;
        return reply;
    });
    Stack stack(server.port());
    const std::string url = "http://www.x.cn/";
    Request head(url), cookies(url), referer(url), condition(url), fresh(url), brief(url);
    head.head = true;
    cookies.cookies = "a=b";
    referer.referer = "http://www.x.cn/from";
    condition.condition.etag = "\"1\"";
    condition.condition.url = url;
    fresh.fresh_connection = true;
    brief.body_bytes_max = 1;
    const Request plain(url);
    for (const Request* request : {&head, &cookies, &referer, &condition, &fresh, &brief}) {
        (void)stack.fetch(*request);
        const FetchOutcome outcome = stack.fetch(plain);
        EXPECT_EQ(outcome.status, FetchStatus::ok);
        ASSERT_NE(outcome.last(), nullptr);
        EXPECT_EQ(outcome.last()->body, "ok");
    }
    const std::vector<test::ScriptRequest> log = server.log();
    ASSERT_EQ(log.size(), 12u);
    EXPECT_EQ(log[0].method, "HEAD");
    EXPECT_NE(log[2].head.find("Cookie: a=b"), std::string::npos);
    EXPECT_NE(log[4].head.find("Referer: http://www.x.cn/from"), std::string::npos);
    EXPECT_NE(log[6].head.find("If-None-Match: \"1\""), std::string::npos);
    for (std::size_t i = 1; i < log.size(); i += 2) EXPECT_EQ(log[i].head, log[1].head) << i;
    EXPECT_EQ(log[1].method, "GET");
}

// It sends a request once more when a kept connection turns out to be dead, and counts how often.
TEST(Handles, ConnectionsThatDieAreNoFailureHoweverMany) {
    test::ScriptServer server([](const test::ScriptRequest& request) {
        test::ScriptReply reply;
        if (request.of_connection == 1)
            reply.bytes = plain_answer;
        else
            reply.then = test::ScriptReply::Then::close;
        return reply;
    });
    Stack stack(server.port());
    for (int i = 0; i < 12; ++i) {
        const FetchOutcome outcome = stack.fetch("http://www.x.cn/");
        ASSERT_EQ(outcome.status, FetchStatus::ok) << i << ": " << outcome.last()->note;
        const std::string& sent = outcome.last()->request_head;
        EXPECT_EQ(sent.find("GET "), sent.rfind("GET ")) << sent;
    }
    EXPECT_EQ(server.connections(), 12);
}

struct Row {
    const char* name;
    RawReply reply;
    const char* word;
};

class AnswerTable : public testing::TestWithParam<Row> {};

TEST_P(AnswerTable, HasItsWord) {
    test::RawServer server([](const std::string&) { return GetParam().reply; });
    FetchOutcome outcome = Stack(server.port()).fetch("http://www.x.cn/");
    EXPECT_EQ(status_word(outcome.status, outcome.http_status), GetParam().word);
    ASSERT_FALSE(outcome.exchanges.empty());
    EXPECT_EQ(outcome.exchanges.back().status, outcome.status);
}

using enum RawReply::Then;
const std::string ok_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

INSTANTIATE_TEST_SUITE_P(
    Answers, AnswerTable,
    testing::Values(
        Row{"Ok", {ok_head + "Content-Length: 2\r\n\r\nok", close}, "ok"},
        Row{"NotFound", {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", close}, "http_404"},
        Row{"RateLimited",
            {"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n", close},
            "rate_limited"},
        Row{"Nothing", {"", close}, "empty_response"},
        Row{"ResetBeforeHeaders", {"", reset}, "connection_reset"},
        Row{"Garbage", {"not http at all\r\n\r\n", close}, "protocol_error"},
        Row{"HeadersNeverCome", {"", hold}, "timeout"},
        Row{"BodyStalls", {ok_head + "Content-Length: 100\r\n\r\nhalf", hold}, "too_slow"},
        Row{"BodyCutShort", {ok_head + "Content-Length: 100\r\n\r\nhalf", close}, "truncated"},
        Row{"ChunksCutShort",
            {ok_head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhalf", close},
            "truncated"},
        Row{"GzipCutShort",
            {ok_head + "Content-Encoding: gzip\r\nContent-Length: 12\r\n\r\n" +
                 std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\x4c", 12),
             close},
            "truncated"},
        Row{"UnknownCoding",
            {ok_head + "Content-Encoding: sdch\r\nContent-Length: 3\r\n\r\nabc", close},
            "unsupported_encoding"},
        Row{"RedirectWithoutLocation",
            {"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", close},
            "bad_redirect"},
        Row{"RedirectToScript",
            {"HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
             close},
            "bad_redirect"},
        Row{"RedirectToItself",
            {"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", close},
            "redirect_loop"},
        Row{"NotModifiedIsNoRedirect",
            {"HTTP/1.1 304 Not Modified\r\nLocation: /elsewhere\r\n\r\n", close},
            "ok"},
        Row{"HugeHeaders",
            {"HTTP/1.1 200 OK\r\nX: " + std::string(90'000, 'x') + "\r\nY: " +
                 std::string(90'000, 'y') + "\r\nZ: " + std::string(90'000, 'z') + "\r\n\r\n",
             close},
            "header_too_large"}),
    [](const auto& instance) { return instance.param.name; });

TEST(Stack, EveryHopOfARedirectIsKept) {
    test::RawServer server([](const std::string& line) -> RawReply {
        if (line.starts_with("GET /a "))
            return {"HTTP/1.1 301 Moved\r\nLocation: b?x=1\r\nContent-Length: 0\r\n\r\n", close};
        return {ok_head + "Content-Length: 3\r\n\r\nend", close};
    });
    FetchOutcome outcome = Stack(server.port()).fetch("http://www.x.cn/a");
    ASSERT_EQ(outcome.exchanges.size(), 2u);
    EXPECT_EQ(outcome.exchanges[0].http_status, 301);
    EXPECT_EQ(outcome.exchanges[0].location, "http://www.x.cn/b?x=1");
    EXPECT_EQ(outcome.final_url, "http://www.x.cn/b?x=1");
    EXPECT_EQ(*outcome.body, "end");
    EXPECT_TRUE(outcome.exchanges[1].request_head.starts_with("GET /b?x=1 HTTP/1.1\r\n"));
    EXPECT_NE(outcome.exchanges[1].request_head.find("Host: www.x.cn"), std::string::npos);
}

TEST(Stack, ARedirectIntoThePrivateNetworkIsNotFollowed) {
    test::RawServer server([](const std::string&) -> RawReply {
        return {"HTTP/1.1 302 Found\r\nLocation: http://inside.x.cn/\r\nContent-Length: 0\r\n\r\n",
                close};
    });
    FetchOutcome outcome = Stack(server.port()).fetch("http://www.x.cn/");
    EXPECT_EQ(status_word(outcome.status, 0), "blocked_target");
}

TEST(Stack, LiteralPrivateAddressesAreRefused) {
    test::RawServer server([](const std::string&) -> RawReply {
        return {ok_head + "\r\n", close};
    });
    Stack stack(server.port());
    for (const char* url :
         {"http://10.0.0.1/", "http://[::1]/", "http://0x7f.2/", "http://169.254.1.1/"})
        EXPECT_EQ(status_word(stack.fetch(url).status, 0), "blocked_target") << url;
}

TEST(Stack, RefusedConnectionsAndUnknownNames) {
    test::RawServer server([](const std::string&) -> RawReply {
        return {ok_head + "\r\n", close};
    });
    Stack stack(server.port());
    EXPECT_EQ(status_word(stack.fetch("http://dead.x.cn/").status, 0), "connect_refused");
    EXPECT_EQ(status_word(stack.fetch("http://nowhere.x.cn/").status, 0), "dns_nxdomain");
}

TEST(Stack, FailuresAreAskedAgainAndBothAttemptsKept) {
    std::atomic<int> asked = 0;
    test::RawServer server([&](const std::string&) -> RawReply {
        if (asked++ == 0) return {"HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", close};
        return {ok_head + "Content-Length: 2\r\n\r\nok", close};
    });
    HttpOptions options = impatient();
    options.retries = 1;
    options.retry_wait_ms = 1;
    FetchOutcome outcome = Stack(server.port(), options).fetch("http://www.x.cn/");
    EXPECT_EQ(outcome.status, FetchStatus::ok);
    ASSERT_EQ(outcome.exchanges.size(), 2u);
    EXPECT_EQ(outcome.exchanges[0].http_status, 502);
}

TEST(Stack, ALongBodyIsCutAtTheLimitAndSaysSo) {
    test::RawServer server([](const std::string&) -> RawReply {
        return {ok_head + "\r\n" + std::string(300'000, 'x'), close};
    });
    HttpOptions options = impatient();
    options.body_bytes_max = 100'000;
    FetchOutcome outcome = Stack(server.port(), options).fetch("http://www.x.cn/");
    EXPECT_EQ(outcome.status, FetchStatus::partial);
    EXPECT_EQ(outcome.body->size(), 100'000u);
}

}  // namespace
}  // namespace duwang::crawler
