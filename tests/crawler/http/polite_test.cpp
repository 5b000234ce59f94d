// What a server is sent, and when. Bounds are one-sided, "not sooner than": load cannot break them.
#include <boost/asio/io_context.hpp>

#include "crawler/async/running.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/connecting_client.h"
#include "crawler/http/curl_client.h"
#include "crawler/http/polite_client.h"
#include "crawler/http/retrying_client.h"
#include "tests/support/log_server.h"
#include "tests/support/run_task.h"

namespace duwang::crawler {
namespace {

using test::LoggedRequest;
using test::LogReply;
using test::LogServer;

// Goes on from a given moment.
class MovingClock final : public Clock {
  public:
    explicit MovingClock(const char* from)
        : from_(parse_timestamp(from).value()), steady_(steady_ms()) {}
    Timestamp now() const override { return {from_.unix_ms + steady_ms() - steady_}; }

  private:
    Timestamp from_;
    std::int64_t steady_;
};

PolitenessOptions quick() {
    PolitenessOptions polite;
    polite.delay_ms = 100;
    polite.address_delay_ms = 0;
    polite.response_factor = 5;
    return polite;
}

// a.cn, b.cn and c.cn share an address; d.cn has one of its own; inside.cn is internal.
class Stack {
  public:
    Stack(int port, const PolitenessOptions& polite, PoliteSetup setup = {},
          const char* moment = "2026-09-28T12:00:00", int retries = 0)
        : clock_(moment),
          resolver_(make_fixed_resolver({{"d.cn", {"127.0.0.9", port, 80}},
                                         {"two.cn", {"127.0.0.2", 1, 80}},
                                         {"two.cn", {"127.0.0.3", port, 80}},
                                         {"*", {"127.0.0.1", port, 80}}},
                                        nullptr)) {
        HttpOptions http;
        http.retries = retries;
        http.retry_wait_ms = 1;
        http.answer_timeout_ms = 5'000;
        AddressCheck allowed = [](const std::string&, const std::string&, int) { return true; };
        setup.internal_hosts.insert("inside.cn");
        curl_ = make_curl_client(net_.get_executor(), http, clock_, allowed);
        polite_ = make_polite_client(*curl_, net_.get_executor(), polite, clock_, std::move(setup));
        connecting_ = make_connecting_client(*polite_, *resolver_, clock_, allowed);
        retrying_ = make_retrying_client(*connecting_, http);
    }

    // Asks all at once; the outcomes in the order of the addresses.
    std::vector<FetchOutcome> fetch(const std::vector<std::string>& urls) {
        return test::run_task(net_, all(urls));
    }
    FetchOutcome fetch(const std::string& url) { return fetch(std::vector{url}).front(); }

    // Asks all at once and stops everything after a while.
    std::vector<FetchOutcome> fetch_until(std::int64_t stop_ms,
                                          const std::vector<std::string>& urls) {
        auto stop = [](Stack& stack, std::int64_t after) -> Task<bool> {
            co_await pause(after);
            stack.polite_->cancel_waiting();
            co_return true;
        };
        auto stopping = start(net_.get_executor(), stop(*this, stop_ms));
        return fetch(urls);
    }

    PoliteClient& polite() { return *polite_; }

  private:
    Task<FetchOutcome> one(std::string url) {
        Request request(url);
        request.waits_for_host = !url.ends_with("impatient");
        FetchOutcome outcome = co_await retrying_->fetch(request);
        co_return outcome;
    }
    Task<std::vector<FetchOutcome>> all(std::vector<std::string> urls) {
        std::vector<std::shared_ptr<Running<FetchOutcome>>> running;
        for (const std::string& url : urls) running.push_back(start(net_.get_executor(), one(url)));
        std::vector<FetchOutcome> outcomes;
        for (auto& each : running) {
            FetchOutcome outcome = co_await each->result();
            outcomes.push_back(std::move(outcome));
        }
        co_return outcomes;
    }

    boost::asio::io_context net_{1};
    MovingClock clock_;
    std::unique_ptr<Resolver> resolver_;
    std::unique_ptr<CurlClient> curl_;
    std::unique_ptr<PoliteClient> polite_;
    std::unique_ptr<HttpClient> connecting_, retrying_;
};

std::vector<std::string> pages(const std::string& host, int count) {
    std::vector<std::string> urls;
    for (int i = 0; i < count; ++i) urls.push_back("http://" + host + "/" + std::to_string(i));
    return urls;
}

std::vector<std::string> words(const std::vector<FetchOutcome>& outcomes) {
    std::vector<std::string> result;
    for (const auto& outcome : outcomes)
        result.push_back(status_word(outcome.status, outcome.http_status));
    return result;
}

LogReply well(const LoggedRequest&, int) { return {}; }

// Milliseconds are cut off on both sides of a difference.
constexpr std::int64_t rounding_ms = 2;

TEST(Polite, OneHostIsAskedOneByOneInOrderWithTheDelayBetween) {
    LogServer server(well);
    Stack stack(server.port(), quick());
    stack.fetch(pages("a.cn", 6));
    std::vector<LoggedRequest> log = server.log("a.cn");
    ASSERT_EQ(log.size(), 6u);
    for (std::size_t i = 0; i < log.size(); ++i) {
        EXPECT_EQ(log[i].path, "/" + std::to_string(i));
        EXPECT_EQ(log[i].connections, 1) << i;
    }
    EXPECT_LE(server.most_at_once("a.cn"), 1);
    EXPECT_GE(server.shortest_gap_ms("a.cn"), 100 - rounding_ms);
}

TEST(Polite, ASlowHostIsAskedMoreSlowly) {
    LogServer server([](const LoggedRequest&, int) { return LogReply{.delay_ms = 60}; });
    Stack stack(server.port(), quick());
    stack.fetch(pages("a.cn", 4));
    EXPECT_GE(server.shortest_gap_ms("a.cn"), 5 * 60 - rounding_ms);
}

TEST(Polite, AfterErrorsTheGapDoesNotShrink) {
    // One slow answer, then failures that come at once.
    LogServer server([](const LoggedRequest&, int before) {
        return before == 0 ? LogReply{.delay_ms = 80} : LogReply{.status = before % 2 ? 500 : 404};
    });
    Stack stack(server.port(), quick());
    stack.fetch(pages("a.cn", 5));
    ASSERT_EQ(server.log("a.cn").size(), 5u);
    EXPECT_GE(server.shortest_gap_ms("a.cn"), 5 * 80 - rounding_ms);
}

TEST(Polite, ThreeHostsOnOneAddressShareItsLimits) {
    LogServer server([](const LoggedRequest&, int) { return LogReply{.delay_ms = 150}; });
    PolitenessOptions polite = quick();
    polite.response_factor = 0;
    polite.connections_per_address = 2;
    polite.address_delay_ms = 40;
    Stack stack(server.port(), polite);
    std::vector<std::string> urls;
    for (const char* host : {"a.cn", "b.cn", "c.cn"})
        for (const std::string& url : pages(host, 4)) urls.push_back(url);
    for (const FetchOutcome& outcome : stack.fetch(urls))
        EXPECT_EQ(outcome.status, FetchStatus::ok);
    EXPECT_LE(server.most_at_once(), 2);
    std::vector<LoggedRequest> log = server.log();
    ASSERT_EQ(log.size(), 12u);
    // Threads of the server note arrivals; on a busy machine two may be noted close together.
    EXPECT_GE(log.back().arrived_ms - log.front().arrived_ms, 11 * 40 - 40);
    for (const char* host : {"a.cn", "b.cn", "c.cn"}) {
        EXPECT_LE(server.most_at_once(host), 1);
        EXPECT_GE(server.shortest_gap_ms(host), 100 - rounding_ms);
    }
}

TEST(Polite, WhoWaitsForItsHostDoesNotKeepItsNeighboursWaiting) {
    LogServer server([](const LoggedRequest& request, int before) {
        bool busy = request.host == "a.cn" && before == 0;
        return busy ? LogReply{.status = 429, .headers = "Retry-After: 1\r\n"} : LogReply{};
    });
    PolitenessOptions polite = quick();
    polite.connections_per_address = 1;
    Stack stack(server.port(), polite);
    std::vector<std::string> urls = pages("a.cn", 2);
    urls.push_back("http://b.cn/");
    urls.push_back("http://c.cn/");
    stack.fetch(urls);
    std::vector<LoggedRequest> log = server.log();
    ASSERT_EQ(log.size(), 4u);
    EXPECT_EQ(log.back().host, "a.cn");  // the others went while it waited
}

TEST(Polite, RetryAfterIsHeeded) {
    LogServer server([](const LoggedRequest&, int before) {
        return before == 0 ? LogReply{.status = 503, .headers = "Retry-After: 1\r\n"} : LogReply{};
    });
    Stack stack(server.port(), quick());
    EXPECT_EQ(words(stack.fetch(pages("a.cn", 2))), (std::vector<std::string>{"http_503", "ok"}));
    EXPECT_GE(server.shortest_gap_ms("a.cn"), 1'000 - rounding_ms);
}

TEST(Polite, ARetryAfterBeyondOurPatienceEndsTheHostForNow) {
    LogServer server([](const LoggedRequest&, int) {
        return LogReply{.status = 429, .headers = "Retry-After: 7200\r\n"};
    });
    Stack stack(server.port(), quick());
    std::vector<FetchOutcome> outcomes = stack.fetch(pages("a.cn", 4));
    EXPECT_EQ(words(outcomes), (std::vector<std::string>{"rate_limited", "host_backing_off",
                                                         "host_backing_off", "host_backing_off"}));
    EXPECT_EQ(server.log("a.cn").size(), 1u);
    EXPECT_EQ(outcomes.back().exchanges.back().note,
              "not asked until " + stack.polite().take_changes().at(0).until.iso() +
                  ": rate_limited, Retry-After");
}

TEST(Polite, AHostThatFailsIsLeftAloneAndRemembered) {
    LogServer server([](const LoggedRequest&, int) { return LogReply{.status = 500}; });
    PolitenessOptions polite = quick();
    polite.wait_max_ms = 10'000;  // the first back-off is longer
    Stack stack(server.port(), polite);
    std::vector<FetchOutcome> outcomes = stack.fetch(pages("a.cn", 12));
    EXPECT_EQ(server.log("a.cn").size(), 5u);
    EXPECT_EQ(outcomes.back().status, FetchStatus::host_backing_off);
    std::vector<HostBackOff> changes = stack.polite().take_changes();
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].host, "a.cn");
    EXPECT_EQ(changes[0].level, 1);
    EXPECT_EQ(changes[0].reason, "http_500");
    EXPECT_TRUE(stack.polite().take_changes().empty());

    // The next start knows.
    PoliteSetup setup;
    setup.remembered = changes;
    Stack again(server.port(), polite, setup);
    EXPECT_EQ(again.fetch("http://a.cn/").status, FetchStatus::host_backing_off);
    EXPECT_EQ(again.fetch("http://b.cn/").http_status, 500);
    EXPECT_EQ(server.log("a.cn").size(), 5u);
}

TEST(Polite, TheWaitForAHostEndsWithOneTrial) {
    LogServer server([](const LoggedRequest&, int before) {
        return LogReply{.status = before < 6 ? 500 : 200};
    });
    PolitenessOptions polite = quick();
    polite.back_off_ms = 500;
    polite.back_off_max_ms = 800;
    Stack stack(server.port(), polite);
    std::vector<FetchOutcome> outcomes = stack.fetch(pages("a.cn", 8));
    EXPECT_EQ(outcomes.back().status, FetchStatus::ok);
    std::vector<LoggedRequest> log = server.log("a.cn");
    ASSERT_EQ(log.size(), 8u);
    EXPECT_GE(log[5].arrived_ms - log[4].answered_ms, 400 - rounding_ms);   // less than a fifth off
    EXPECT_GE(log[6].arrived_ms - log[5].answered_ms, 640 - rounding_ms);   // the trial failed
    EXPECT_FALSE(stack.polite().take_changes().at(0).until > Timestamp{});  // forgiven
}

TEST(Polite, SomeDoNotWaitForAHost) {
    LogServer server([](const LoggedRequest&, int) { return LogReply{.hang_up = true}; });
    Stack stack(server.port(), quick());
    std::vector<std::string> urls;
    for (int i = 0; i < 7; ++i) urls.push_back("http://a.cn/impatient");
    std::vector<FetchOutcome> outcomes = stack.fetch(urls);
    EXPECT_EQ(outcomes[4].status, FetchStatus::empty_response);
    EXPECT_EQ(outcomes[5].status, FetchStatus::host_backing_off);
    EXPECT_EQ(server.log("a.cn").size(), 5u);
}

TEST(Polite, WhatAnAttemptFoundOutIsNotLostWhenTheNextOneIsNotSent) {
    LogServer server([](const LoggedRequest&, int) { return LogReply{.status = 502}; });
    PolitenessOptions polite = quick();
    polite.back_off_failures = 1;
    polite.wait_max_ms = 0;
    Stack stack(server.port(), polite, {}, "2026-09-28T12:00:00", 1);
    EXPECT_EQ(stack.fetch("http://a.cn/").http_status, 502);
    EXPECT_EQ(server.log("a.cn").size(), 1u);
}

TEST(Polite, AnAddressThatIsDeadIsNotTheHostsFault) {
    LogServer server(well);
    Stack stack(server.port(), quick());
    for (const FetchOutcome& outcome : stack.fetch(pages("two.cn", 12)))
        EXPECT_EQ(outcome.status, FetchStatus::ok);
    EXPECT_TRUE(stack.polite().take_changes().empty());
}

TEST(Polite, InsideABlackoutWindowNothingIsSent) {
    LogServer server(well);
    PoliteSetup setup;
    setup.blackout["a.cn"] = parse_blackout("08:00-12:00").value();
    setup.blackout["inside.cn"] = setup.blackout["a.cn"];
    std::int64_t begun = steady_ms();
    Stack stack(server.port(), quick(), setup, "2026-09-28T11:59:59");
    std::vector<std::string> urls{"http://a.cn/", "http://inside.cn/", "http://b.cn/",
                                  "http://a.cn/impatient"};
    EXPECT_EQ(words(stack.fetch(urls)), (std::vector<std::string>{"ok", "ok", "ok", "ok"}));
    EXPECT_GE(server.log("a.cn").front().arrived_ms, begun + 1'000 - rounding_ms);
    EXPECT_GE(server.log("inside.cn").front().arrived_ms, begun + 1'000 - rounding_ms);
    EXPECT_EQ(server.log().front().host, "b.cn");
}

TEST(Polite, ABlackoutThatBeginsWhileARequestWaitsHoldsIt) {
    LogServer server(well);
    PoliteSetup setup;
    setup.blackout["a.cn"] = parse_blackout("12:00-13:00").value();
    PolitenessOptions polite = quick();
    polite.delay_ms = 1'500;
    Stack stack(server.port(), polite, setup, "2026-09-28T11:59:59");
    // The first one goes; the delay of the second ends inside the window.
    std::vector<FetchOutcome> outcomes = stack.fetch_until(2'500, pages("a.cn", 2));
    EXPECT_EQ(outcomes[1].status, FetchStatus::cancelled);
    EXPECT_EQ(server.log().size(), 1u);
}

TEST(Polite, StoppingEndsWhatWaits) {
    LogServer server(well);
    PolitenessOptions polite = quick();
    polite.delay_ms = 600'000;
    Stack stack(server.port(), polite);
    std::int64_t begun = steady_ms();
    std::vector<FetchOutcome> outcomes = stack.fetch_until(300, pages("a.cn", 20));
    EXPECT_LT(steady_ms() - begun, 60'000);
    EXPECT_EQ(outcomes[0].status, FetchStatus::ok);
    for (std::size_t i = 1; i < outcomes.size(); ++i)
        EXPECT_EQ(outcomes[i].status, FetchStatus::cancelled);
    EXPECT_EQ(server.log().size(), 1u);
}

}  // namespace
}  // namespace duwang::crawler
