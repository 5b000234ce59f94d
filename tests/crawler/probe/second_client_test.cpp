// What wget leaves behind, as the outcome of a visit.
#include "crawler/probe/second_client.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "tests/support/run_task.h"
#include "tests/support/script_server.h"

namespace duwang::crawler {
namespace {

struct Case {
    const char* what;
    int exit_code;
    std::string output, complaint;
    FetchStatus connection;
    std::string word;
};

const std::string not_found = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>没有";
const std::string found_page = "HTTP/1.0 200 OK\nContent-Type: text/html; charset=utf-8\n\n<p>有";
const std::string own_502 = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";

TEST(SecondClient, SaysWhatItSaw) {
    using enum FetchStatus;
    for (const Case& one : std::vector<Case>{
             {"a page", 0, found_page, "", ok, "ok"},
             {"a missing page", 8, not_found, "ERROR 404", ok, "http_404"},
             {"a server's own 502", 8, own_502, "ERROR 502", ok, "http_502"},
             {"our relay's 502: no such name", 8, own_502, "ERROR 502", dns_nxdomain,
              "dns_nxdomain"},
             {"nobody listens", 4, "", "Proxy tunneling failed", connect_refused,
              "connect_refused"},
             {"cut off on the way", 4, found_page, "", ok, "truncated"},
             {"nothing came", 4, "", "No data received.", ok, "empty_response"},
             {"too slow", 4, "", "Read error (Connection timed out) in headers.", ok, "timeout"},
             {"no agreement on TLS", 5, "", "GnuTLS: A TLS fatal alert", ok, "tls_handshake"},
             {"in a circle", 8, "", "10 redirections exceeded.", ok, "too_many_redirects"},
             {"sent to nowhere", 8, "", "  HTTP/1.1 302 Found\n  Content-Length: 0\nERROR", ok,
              "bad_redirect"},
             {"sent on, and missing there", 8, "",
              "  HTTP/1.1 302 Found\n  Location: /b\n  HTTP/1.1 500 Oops\n", ok, "protocol_error"},
             {"broken off", 4, "", "Read error (Connection reset by peer)", ok,
              "connection_reset"}}) {
        SecondClientAnswer answer;
        answer.exit_code = one.exit_code;
        answer.output = one.output;
        answer.complaint = one.complaint;
        answer.connection = one.connection;
        const FetchOutcome outcome = second_client_outcome("http://www.x.gov.cn/a", answer);
        EXPECT_EQ(status_word(outcome.status, outcome.http_status), one.word) << one.what;
        ASSERT_EQ(outcome.exchanges.size(), 1u);
        EXPECT_EQ(outcome.exchanges[0].purpose, "second_client");
    }
}

TEST(SecondClient, KeepsHeadAndBodyApart) {
    SecondClientAnswer answer;
    answer.output = not_found;
    answer.exit_code = 8;
    answer.connection = FetchStatus::ok;
    const FetchOutcome outcome = second_client_outcome("http://www.x.gov.cn/a", answer);
    EXPECT_EQ(*outcome.body, "<p>没有");
    EXPECT_EQ(outcome.content_type, "text/html");
    EXPECT_TRUE(outcome.exchanges[0].response_head.ends_with("\r\n\r\n"));
}

TEST(SecondClient, FollowsTheRedirectsThatItTells) {
    SecondClientAnswer answer;
    answer.output = found_page;
    answer.connection = FetchStatus::ok;
    answer.complaint =
        "  HTTP/1.1 302 Found\n  Location: /b/\n  HTTP/1.1 302 Found\n"
        "  Location: https://www.y.gov.cn/c.html\n  HTTP/1.1 200 OK\n";
    EXPECT_EQ(second_client_outcome("http://www.x.gov.cn/a", answer).final_url,
              "https://www.y.gov.cn/c.html");
}

struct StoppedClock final : Clock {
    Timestamp now() const override { return {1'790'000'000'000}; }
};

// wget itself, through the relay: only addresses that may be connected to can be reached.
class Wget : public testing::Test {
  protected:
    Wget()
        : server_([](const test::ScriptRequest& request) { return reply(request); }),
          resolver_(make_fixed_resolver({{"www.x.cn", {"127.0.0.1", server_.port(), 80}},
                                         {"dead.x.cn", {"127.0.0.1", 1, 80}},
                                         {"inside.x.cn", {"10.1.2.3", 80, 80}}},
                                        nullptr)) {}

    static test::ScriptReply reply(const test::ScriptRequest& request) {
        test::ScriptReply reply;
        if (request.target == "/moved")
            reply.bytes =
                "HTTP/1.1 302 Found\r\nLocation: http://inside.x.cn/\r\n"
                "Content-Length: 0\r\n\r\n";
        else if (request.target.starts_with("/to/"))
            reply.bytes = "HTTP/1.1 302 Found\r\nLocation: " + request.target.substr(4) +
                          "\r\nContent-Length: 0\r\n\r\n";
        else if (request.target == "/long-heads")
            reply.bytes =
                "HTTP/1.1 302 Found\r\nContent-Security-Policy: " + std::string(12'000, 'x') +
                "\r\nLocation: /fine\r\nContent-Length: 0\r\n\r\n";
        else if (request.target == "/fine" || request.target == "/slow")
            reply.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        else
            reply.bytes = "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone";
        reply.delay_ms = request.target == "/slow" ? 2'500 : 0;
        return reply;
    }
    FetchOutcome ask(const std::string& url, std::int64_t answer_ms = 0) {
        SecondClientTools tools;
        tools.net = net_.get_executor();
        tools.work = pool_.get_executor();
        tools.resolver = resolver_.get();
        tools.clock = &clock_;
        tools.allowed = [](const std::string&, const std::string& ip, int) {
            return ip == "127.0.0.1";
        };
        tools.http.connect_timeout_ms = 2'000;
        tools.http.answer_timeout_ms = 1'000;
        tools.answer_ms = answer_ms;
        return test::run_task(net_, ask_second_client(url, tools));
    }

    test::ScriptServer server_;
    boost::asio::io_context net_{1};
    boost::asio::thread_pool pool_{1};
    StoppedClock clock_;
    std::unique_ptr<Resolver> resolver_;
};

TEST_F(Wget, SeesPagesAndTheirAbsence) {
    const FetchOutcome fine = ask("http://www.x.cn/fine");
    EXPECT_EQ(status_word(fine.status, fine.http_status), "ok");
    EXPECT_EQ(*fine.body, "ok");
    EXPECT_EQ(fine.exchanges.at(0).address, fmt::format("127.0.0.1:{}", server_.port()));
    const FetchOutcome gone = ask("http://www.x.cn/none");
    EXPECT_EQ(status_word(gone.status, gone.http_status), "http_404");
    EXPECT_EQ(*gone.body, "gone");
}

TEST_F(Wget, TellsWhyNothingCame) {
    EXPECT_EQ(ask("http://nobody.x.cn/").status, FetchStatus::dns_nxdomain);
    EXPECT_EQ(ask("http://dead.x.cn/").status, FetchStatus::connect_refused);
}

TEST_F(Wget, ReachesNoForbiddenAddress) {
    EXPECT_EQ(ask("http://inside.x.cn/").status, FetchStatus::blocked_target);
    EXPECT_EQ(ask("http://10.1.2.3/").status, FetchStatus::blocked_target);
    EXPECT_EQ(ask("http://www.x.cn/moved").status, FetchStatus::blocked_target);
}

TEST_F(Wget, GoesNowherePastTheRelay) {
    test::ScriptServer inside([](const test::ScriptRequest&) { return test::ScriptReply{}; });
    for (const char* scheme : {"ftp", "ftps", "file", "gopher"}) {
        const std::string to = fmt::format("{}://127.0.0.1:{}/secret", scheme, inside.port());
        const FetchOutcome outcome = ask("http://www.x.cn/to/" + to);
        EXPECT_NE(outcome.status, FetchStatus::ok) << scheme;
        EXPECT_NE(outcome.http_status, 502) << scheme;
    }
    EXPECT_EQ(
        ask(fmt::format("http://www.x.cn/to/ftp://127.0.0.1:{}/secret", inside.port())).status,
        FetchStatus::not_attempted);
    EXPECT_EQ(inside.connections(), 0);
}

TEST_F(Wget, WaitsLongerForWhatIsOnlySlow) {
    EXPECT_EQ(ask("http://www.x.cn/slow").status, FetchStatus::timeout);
    EXPECT_EQ(ask("http://www.x.cn/slow", 10'000).status, FetchStatus::ok);
}

TEST_F(Wget, LongHeadsHideNoRedirect) {
    const FetchOutcome outcome = ask("http://www.x.cn/long-heads");
    EXPECT_EQ(outcome.status, FetchStatus::ok);
    EXPECT_EQ(outcome.final_url, "http://www.x.cn/fine");
    EXPECT_LE(outcome.exchanges.at(0).note.size(), 4'096u);
}

// An address is an argument, never an option or a command.
TEST_F(Wget, TakesNoOptionsFromAddresses) {
    EXPECT_NE(ask("--output-document=/tmp/x").status, FetchStatus::ok);
    EXPECT_NE(ask("http://www.x.cn/$(touch x)").status, FetchStatus::ok);
}

}  // namespace
}  // namespace duwang::crawler
