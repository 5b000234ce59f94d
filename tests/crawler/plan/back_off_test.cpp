// When a host is left alone, for how long, and how it comes back: events at given moments.
#include "crawler/plan/back_off.h"

namespace duwang::crawler {
namespace {

using Kind = BackOff::Leave::Kind;
using enum FetchStatus;

constexpr std::int64_t minute = 60'000, day = 86'400'000;
constexpr Timestamp start{1'790'000'000'000};
Timestamp after(std::int64_t ms) { return {start.unix_ms + ms}; }

BackOff machine(const std::string& host = "www.x.gov.cn", const std::string& seed = "7") {
    return BackOff(PolitenessOptions{}, host, seed);
}

// As the polite client does it; false when nothing may be sent.
bool ask(BackOff& host, HostAnswer answer, Timestamp now) {
    BackOff::Leave leave = host.leave(now);
    if (leave.kind != Kind::go && leave.kind != Kind::trial) return false;
    host.started(leave.kind);
    host.ended(leave.kind, answer, "http_503", now);
    return true;
}

struct OpensRow {
    const char* name;
    const char* answers;  // g: good, f: failed, n: nothing
    bool open;
};

class Opens : public testing::TestWithParam<OpensRow> {};

TEST_P(Opens, AfterTheseAnswers) {
    BackOff host = machine();
    for (const char* c = GetParam().answers; *c; ++c)
        ask(host,
            *c == 'g'   ? HostAnswer::good
            : *c == 'f' ? HostAnswer::failed
                        : HostAnswer::nothing,
            start);
    EXPECT_EQ(host.leave(start).kind == Kind::wait, GetParam().open);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Opens,
    testing::Values(OpensRow{"FourInARow", "ffff", false}, OpensRow{"FiveInARow", "fffff", true},
                    OpensRow{"BrokenByAGoodOne", "ffffgffff", false},
                    OpensRow{"NotBrokenByNothing", "ffffnf", true},
                    OpensRow{"HalfOfTen", "fgfgfgfgfg", true},
                    OpensRow{"HalfOfNine", "fgfgfgfgf", false},
                    OpensRow{"FourOfTen", "fgfgfgfggg", false},
                    OpensRow{"HalfOfTheLastTen", "ggggggggggffgffgfg", true},
                    OpensRow{"LongAgoDoesNotCount", "ffffggggggggggffff", false}),
    [](const auto& instance) { return instance.param.name; });

struct AnswerRow {
    FetchStatus status;
    int http;
    HostAnswer answer;
};

TEST(HostAnswers, WhatIsAFailureOfTheHost) {
    for (AnswerRow row :
         {AnswerRow{ok, 200, HostAnswer::good}, AnswerRow{http_error, 404, HostAnswer::good},
          AnswerRow{http_error, 403, HostAnswer::good},
          AnswerRow{http_error, 500, HostAnswer::failed},
          AnswerRow{http_error, 503, HostAnswer::failed},
          AnswerRow{rate_limited, 429, HostAnswer::failed},
          AnswerRow{blocked, 200, HostAnswer::failed},
          AnswerRow{connect_timeout, 0, HostAnswer::failed},
          AnswerRow{connection_reset, 0, HostAnswer::failed},
          AnswerRow{timeout, 0, HostAnswer::failed}, AnswerRow{tls_expired, 0, HostAnswer::good},
          AnswerRow{truncated, 200, HostAnswer::good}, AnswerRow{cancelled, 0, HostAnswer::nothing},
          AnswerRow{proxy_error, 0, HostAnswer::nothing},
          AnswerRow{blocked_target, 0, HostAnswer::nothing}})
        EXPECT_EQ(host_answer(row.status, row.http), row.answer)
            << status_word(row.status, row.http);
}

BackOff opened() {
    BackOff host = machine();
    for (int i = 0; i < 5; ++i) ask(host, HostAnswer::failed, start);
    return host;
}

TEST(BackOff, FirstPauseIsAMinuteGiveOrTakeAFifth) {
    BackOff::Leave leave = opened().leave(start);
    EXPECT_EQ(leave.kind, Kind::wait);
    EXPECT_GE(leave.wait_ms, 48'000);
    EXPECT_LE(leave.wait_ms, 72'000);
}

TEST(BackOff, DoublesUpToADay) {
    BackOff host = opened();
    Timestamp now = start;
    std::int64_t least = 48'000;
    for (int i = 0; i < 20; ++i) {
        BackOff::Leave leave = host.leave(now);
        ASSERT_EQ(leave.kind, Kind::wait);
        EXPECT_GE(leave.wait_ms, std::min(least, day * 8 / 10));
        EXPECT_LE(leave.wait_ms, std::min(least / 8 * 12, day));
        least *= 2;
        now.unix_ms += leave.wait_ms;
        EXPECT_TRUE(ask(host, HostAnswer::failed, now));
    }
}

TEST(BackOff, TheJitterIsTheSameForTheSameRoundAndHostOnly) {
    auto pause = [](const std::string& host, const std::string& seed) {
        BackOff machine(PolitenessOptions{}, host, seed);
        for (int i = 0; i < 5; ++i) ask(machine, HostAnswer::failed, start);
        return machine.leave(start).wait_ms;
    };
    EXPECT_EQ(pause("a.gov.cn", "7"), pause("a.gov.cn", "7"));
    EXPECT_NE(pause("a.gov.cn", "7"), pause("b.gov.cn", "7"));
    EXPECT_NE(pause("a.gov.cn", "7"), pause("a.gov.cn", "8"));
}

TEST(BackOff, ExactlyOneTrialGoesThrough) {
    BackOff host = opened();
    Timestamp later = after(2 * minute);
    ASSERT_EQ(host.leave(later).kind, Kind::trial);
    host.started(Kind::trial);
    EXPECT_EQ(host.leave(later).kind, Kind::hold);
    host.ended(Kind::trial, HostAnswer::good, "ok", later);
    EXPECT_EQ(host.leave(later).kind, Kind::go);
    EXPECT_TRUE(host.at_rest(later));  // level 1 is forgiven by one good answer
}

TEST(BackOff, ATrialThatWasCancelledDecidesNothing) {
    BackOff host = opened();
    Timestamp later = after(2 * minute);
    host.started(Kind::trial);
    host.ended(Kind::trial, HostAnswer::nothing, "cancelled", later);
    EXPECT_EQ(host.leave(later).kind, Kind::trial);
}

TEST(BackOff, AnswersOfRequestsFromBeforeDecideNothing) {
    BackOff host = opened();
    std::int64_t wait = host.leave(start).wait_ms;
    host.ended(Kind::go, HostAnswer::good, "ok", start);
    host.ended(Kind::go, HostAnswer::failed, "timeout", start);
    EXPECT_EQ(host.leave(start).kind, Kind::wait);
    EXPECT_EQ(host.leave(start).wait_ms, wait);
    EXPECT_EQ(host.state().level, 1);
}

TEST(BackOff, IsForgivenByHalves) {
    BackOff host = machine();
    HostBackOff known{"www.x.gov.cn", 8, start, start, 3, {}, "timeout"};
    host.restore(known, start);
    ASSERT_TRUE(ask(host, HostAnswer::good, after(1)));
    EXPECT_EQ(host.state().level, 4);
    for (int i = 0; i < 10; ++i) ask(host, HostAnswer::good, after(2));
    EXPECT_EQ(host.state().level, 2);
    for (int i = 0; i < 9; ++i) ask(host, HostAnswer::good, after(2));
    EXPECT_EQ(host.state().level, 2);
    for (int i = 0; i < 11; ++i) ask(host, HostAnswer::good, after(2));
    EXPECT_EQ(host.state().level, 0);
    EXPECT_FALSE(host.state().until.is_set());  // nothing is left to remember
}

TEST(BackOff, WhatIsRememberedHoldsAfterARestart) {
    BackOff before = opened();
    EXPECT_TRUE(before.take_changed());
    HostBackOff state = before.state();
    EXPECT_EQ(state.host, "www.x.gov.cn");
    EXPECT_EQ(state.level, 1);
    EXPECT_EQ(state.failures, 5);
    EXPECT_EQ(state.reason, "http_503");
    BackOff again = machine();
    again.restore(state, after(1'000));
    EXPECT_EQ(again.leave(after(1'000)).kind, Kind::wait);
    EXPECT_EQ(again.leave(state.until).kind, Kind::trial);
    EXPECT_FALSE(again.take_changed());
}

TEST(BackOff, EachQuietDayTakesOneLevelOff) {
    HostBackOff known{"www.x.gov.cn", 5, start, start, 9, {}, "timeout"};
    for (auto [days, level] : {std::pair{0, 5}, {1, 4}, {4, 1}, {5, 0}, {400, 0}}) {
        BackOff host = machine();
        host.restore(known, after(days * day));
        EXPECT_EQ(host.state().level, level) << days;
    }
}

TEST(BackOff, NonsenseThatIsRememberedKeepsNobodyWaitingForEver) {
    BackOff host = machine();
    host.restore({"x", 99, {}, {INT64_MAX / 2}, -3, {}, ""}, start);
    EXPECT_LE(host.leave(start).wait_ms, day);
    host.restore({"x", -5, {}, {}, 0, {}, ""}, start);
    EXPECT_EQ(host.leave(start).kind, Kind::go);
}

TEST(BackOff, AClockSetBackLengthensNoPause) {
    BackOff host = opened();
    EXPECT_LE(host.leave(after(-365 * day)).wait_ms, 72'000);
}

TEST(BackOff, ARetryAfterIsHeededAndThenForgotten) {
    BackOff host = machine();
    host.pause(20 * minute, "rate_limited, Retry-After", start);
    EXPECT_EQ(host.leave(start).wait_ms, 20 * minute);
    host.pause(minute, "rate_limited, Retry-After", after(1));  // never shortens
    EXPECT_EQ(host.leave(start).wait_ms, 20 * minute);
    EXPECT_TRUE(host.state().until.is_set());                  // outlives the program
    EXPECT_EQ(host.leave(after(20 * minute)).kind, Kind::go);  // no trial: it was only busy
    ask(host, HostAnswer::good, after(20 * minute));
    EXPECT_FALSE(host.state().until.is_set());
}

TEST(BackOff, ProtectionPagesCountAlthoughTheyAnswer) {
    BackOff host = machine();
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(host.leave(start).kind, Kind::go) << i;
        ask(host, HostAnswer::good, start);
        host.was_wall("blocked", start);
    }
    EXPECT_EQ(host.leave(start).kind, Kind::wait);
    EXPECT_EQ(host.state().reason, "blocked");
    Timestamp later = after(2 * minute);
    ask(host, HostAnswer::good, later);  // the trial is answered by the wall again
    host.was_wall("blocked", later);
    EXPECT_EQ(host.leave(later).kind, Kind::wait);
    EXPECT_EQ(host.state().level, 2);
}

TEST(BackOff, AWallWithAFailingCodeCountsOnce) {
    BackOff host = machine();
    for (int i = 0; i < 4; ++i) {
        ask(host, HostAnswer::failed, start);
        host.was_wall("blocked", start);
    }
    EXPECT_EQ(host.leave(start).kind, Kind::go);
}

}  // namespace
}  // namespace duwang::crawler
