// Which hosts are remembered while a sweep meets 100,000s of them.
#include "crawler/http/polite_lanes.h"


namespace duwang::crawler {
namespace {

constexpr Timestamp moment{1'790'000'000'000};

class Lanes : public testing::Test {
  protected:
    PoliteSetup setup_;

    // As many hosts as a sweep may meet within that time, none of them used again.
    static void meet_many(PoliteLanes& lanes, std::int64_t from_ms, std::int64_t to_ms) {
        for (int i = 0; i < 20'000; ++i)
            lanes.host("h" + std::to_string(from_ms + i) + ".cn",
                       from_ms + (to_ms - from_ms) * i / 20'000, moment);
    }
};

TEST_F(Lanes, OfHostsNotUsedForAWhileAreDropped) {
    PoliteLanes lanes(PolitenessOptions{}, setup_);
    meet_many(lanes, 0, 20 * 60'000);
    EXPECT_LT(lanes.hosts_known(), 5'000u);
}

TEST_F(Lanes, AreKeptWhileSomethingIsOwedOrSomebodyIsInside) {
    PolitenessOptions options;
    options.delay_max_ms = 3'600'000;
    PoliteLanes lanes(options, setup_);
    lanes.host("slow.cn", 0, moment)->pace.ended(FetchStatus::ok, 200, 600'000, 0);
    lanes.host("robots.cn", 0, moment)->pace.ask_for_delay(5'000);
    lanes.host("busy.cn", 0, moment)->back_off.pause(7'200'000, "http_503", moment);
    auto inside = lanes.host("inside.cn", 0, moment);
    inside->back_off.ended(BackOff::Leave::Kind::go, HostAnswer::failed, "timeout", moment);
    meet_many(lanes, 0, 20 * 60'000);
    EXPECT_GT(lanes.host("slow.cn", 1'200'000, moment)->pace.wait_ms(1'200'000), 0);
    EXPECT_EQ(lanes.host("robots.cn", 1'200'000, moment)->pace.delay_ms(), 5'000);
    EXPECT_EQ(lanes.host("busy.cn", 1'200'000, moment)->back_off.leave(moment).wait_ms, 7'200'000);
    EXPECT_EQ(lanes.host("inside.cn", 1'200'000, moment), inside);
}

TEST_F(Lanes, WhatWasRememberedIsAppliedWhenTheHostIsMet) {
    setup_.remembered.push_back(
        {"a.cn", 2, moment, {moment.unix_ms + 90'000}, 5, {}, "connect_timeout"});
    PoliteLanes lanes(PolitenessOptions{}, setup_);
    EXPECT_EQ(lanes.host("a.cn", 0, moment)->back_off.leave(moment).wait_ms, 90'000);
    EXPECT_EQ(lanes.host("a.cn:81", 0, moment)->back_off.leave(moment).wait_ms, 0);
}

}  // namespace
}  // namespace duwang::crawler
