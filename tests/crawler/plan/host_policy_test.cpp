// How fast a host is asked: events at given moments, and the pause that follows. Times in ms.
#include "crawler/plan/host_policy.h"

namespace duwang::crawler {
namespace {

using enum FetchStatus;

struct Answer {
    FetchStatus status;
    int http;
    std::int64_t took;
};

struct PaceRow {
    const char* name;
    std::vector<Answer> answers;  // each ends 10 s after the one before
    std::int64_t delay;
};

PolitenessOptions options() {
    PolitenessOptions polite;
    polite.delay_ms = 1'000;
    polite.delay_max_ms = 30'000;
    polite.response_factor = 5;
    return polite;
}

class Pace : public testing::TestWithParam<PaceRow> {};

TEST_P(Pace, IsThePauseAfterTheLastAnswer) {
    HostPolicy policy(options(), false);
    std::int64_t now = 1'000'000;
    for (const Answer& answer : GetParam().answers) {
        policy.started(now);
        now += 10'000;
        policy.ended(answer.status, answer.http, answer.took, now);
    }
    EXPECT_EQ(policy.delay_ms(), GetParam().delay);
    EXPECT_GE(policy.wait_ms(now), GetParam().delay);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Pace,
    testing::Values(
        PaceRow{"Quick", {{ok, 200, 50}}, 1'000}, PaceRow{"Slow", {{ok, 200, 900}}, 4'500},
        PaceRow{"QuickAgain", {{ok, 200, 900}, {ok, 200, 10}}, 1'000},
        PaceRow{"VerySlowIsCapped", {{ok, 200, 59'000}}, 30'000},
        PaceRow{"ErrorsNeverShorten", {{ok, 200, 900}, {http_error, 500, 1}}, 4'500},
        PaceRow{"NotFoundDoesNotShortenEither", {{ok, 200, 900}, {http_error, 404, 1}}, 4'500},
        PaceRow{
            "RefusedConnectionDoesNotShorten", {{ok, 200, 900}, {connect_refused, 0, 0}}, 4'500},
        PaceRow{"SlowErrorLengthens", {{http_error, 500, 2'000}}, 10'000},
        PaceRow{"TooManyDoubles", {{rate_limited, 429, 5}}, 2'000},
        PaceRow{"TooManyTwice", {{rate_limited, 429, 5}, {rate_limited, 429, 5}}, 4'000},
        PaceRow{"UnavailableDoubles", {{http_error, 503, 5}}, 2'000},
        PaceRow{"ForgivenSlowly",
                {{rate_limited, 429, 5}, {rate_limited, 429, 5}, {ok, 200, 5}},
                3'000},
        PaceRow{"NotForgivenByErrors", {{rate_limited, 429, 5}, {http_error, 404, 5}}, 2'000},
        PaceRow{"NegativeTime", {{ok, 200, -5}}, 1'000},
        PaceRow{"AbsurdTime", {{ok, 200, INT64_MAX}}, 30'000}),
    [](const auto& instance) { return instance.param.name; });

TEST(HostPolicy, CountsFromTheEndOfTheAnswer) {
    HostPolicy policy(options(), false);
    EXPECT_EQ(policy.wait_ms(5'000), 0);
    policy.started(5'000);
    EXPECT_EQ(policy.wait_ms(5'000), 1'000);  // a second connection waits too
    policy.ended(ok, 200, 100, 5'100);
    EXPECT_EQ(policy.wait_ms(5'100), 1'000);
    EXPECT_EQ(policy.wait_ms(5'600), 500);
    EXPECT_EQ(policy.wait_ms(6'100), 0);
}

TEST(HostPolicy, ForgivesEverythingInTheEnd) {
    HostPolicy policy(options(), false);
    for (int i = 0; i < 10; ++i) policy.ended(rate_limited, 429, 5, 1'000 * i);
    EXPECT_EQ(policy.delay_ms(), 30'000);
    std::int64_t before = policy.delay_ms();
    for (int i = 0; i < 20; ++i) {
        policy.ended(ok, 200, 5, 20'000 + i);
        EXPECT_LE(policy.delay_ms(), before);
        before = policy.delay_ms();
    }
    EXPECT_EQ(policy.delay_ms(), 1'000);
}

TEST(HostPolicy, CrawlDelayOfRobotsIsBoundedAndNeverShortens) {
    HostPolicy policy(options(), false);
    policy.ask_for_delay(3'600'000);
    EXPECT_EQ(policy.delay_ms(), 30'000);
    policy.ask_for_delay(10);
    EXPECT_EQ(policy.delay_ms(), 30'000);
    policy.ended(ok, 200, 5, 1'000);
    EXPECT_EQ(policy.delay_ms(), 30'000);
}

TEST(HostPolicy, ACrawlDelayOfNothingOrLessIsNone) {
    HostPolicy policy(options(), false);
    policy.ask_for_delay(-1);
    policy.ask_for_delay(0);
    EXPECT_EQ(policy.delay_ms(), 1'000);
    EXPECT_FALSE(policy.was_asked_for_delay());
}

TEST(HostPolicy, AClockSetBackLengthensNoPauseAndSetForthEndsIt) {
    HostPolicy policy(options(), false);
    policy.started(1'000'000);
    policy.ended(ok, 200, 10, 1'000'010);
    EXPECT_EQ(policy.wait_ms(10), 1'000);  // set back: the pause is what it was
    EXPECT_EQ(policy.wait_ms(510), 500);
    EXPECT_EQ(policy.wait_ms(9'000'000), 0);
}

TEST(HostPolicy, InternalHostsAreAskedAsConfiguredForThem) {
    PolitenessOptions polite = options();
    polite.internal_delay_ms = 20;
    HostPolicy policy(polite, true);
    policy.ended(ok, 200, 5'000, 1'000);
    EXPECT_EQ(policy.delay_ms(), 20);
}

}  // namespace
}  // namespace duwang::crawler
