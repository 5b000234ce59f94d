// 站点无法访问: the moments of probes, what counts, the running figure, and a month of 50 sites.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "checks/availability/figure.h"
#include "checks/availability/plan.h"

namespace duwang::checks::availability {
namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;
// 2026-09-30 is a Wednesday.
const Timestamp midnight = parse_timestamp("2026-09-30T00:00").value();

Timestamp later(std::int64_t ms) { return {midnight.unix_ms + ms}; }

Site site_of(const std::string& id, std::string_view blackout = "") {
    Site site;
    site.id = id;
    site.home = "http://www.x.gov.cn/";
    if (!blackout.empty()) site.blackout = parse_blackout(blackout).value();
    return site;
}

TEST(ProbeMoments, AreSpreadOverTheDay) {
    for (const int a_day : {20, 24, 48}) {
        AvailabilityRules rules;
        rules.probes_a_day = a_day;
        const auto moments = probe_moments(site_of("x"), later(13 * hour), rules);
        ASSERT_EQ(moments.size(), static_cast<std::size_t>(a_day));
        EXPECT_GE(moments.front(), midnight);
        EXPECT_LT(moments.back(), later(day));
        for (std::size_t i = 1; i < moments.size(); ++i) {
            const std::int64_t gap = moments[i].unix_ms - moments[i - 1].unix_ms;
            EXPECT_GE(gap, day / a_day / 2) << i;
            EXPECT_LE(gap, day / a_day * 3 / 2) << i;
        }
    }
}

TEST(ProbeMoments, DifferBySiteDayAndSeedAndAreOtherwiseTheSame) {
    AvailabilityRules rules, other;
    other.seed = 7;
    const auto moments = probe_moments(site_of("x"), midnight, rules);
    EXPECT_EQ(moments, probe_moments(site_of("x"), later(day - 1), rules));
    EXPECT_NE(moments, probe_moments(site_of("y"), midnight, rules));
    EXPECT_NE(moments, probe_moments(site_of("x"), midnight, other));
    auto next = probe_moments(site_of("x"), later(day), rules);
    for (Timestamp& moment : next) moment.unix_ms -= day;
    EXPECT_NE(moments, next);
}

TEST(ProbeMoments, StayOutOfBlackoutWindowsWithoutBecomingFewer) {
    const Site site = site_of("x", "08:30-11:30;14:00-18:00");
    const auto moments = probe_moments(site, midnight, {});
    ASSERT_EQ(moments.size(), 24u);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        EXPECT_EQ(blackout_end(site.blackout, moments[i]), moments[i]) << moments[i].iso();
        if (i == 0) continue;
        EXPECT_GE(moments[i].unix_ms - moments[i - 1].unix_ms, 17 * hour / 24 / 2);
    }
    const Site closed = site_of("x", "周三 00:00-24:00");
    EXPECT_TRUE(probe_moments(closed, midnight, {}).empty());
    const NextProbe next = next_probe(closed, {}, later(hour), {});
    EXPECT_FALSE(next.due);
    EXPECT_GE(next.moment, later(day));
}

TEST(NextProbe, IsDueOnceAndNotMadeUpFor) {
    const Site site = site_of("x");
    const auto moments = probe_moments(site, midnight, {});
    const Timestamp second = moments[1];
    const auto at = [&](Timestamp last, std::int64_t after) {
        return next_probe(site, last, {second.unix_ms + after}, {});
    };
    EXPECT_FALSE(at(moments[0], -1).due);
    EXPECT_EQ(at(moments[0], -1).moment, second);
    EXPECT_TRUE(at(moments[0], 0).due);
    EXPECT_TRUE(at({}, 10 * minute).due);           // never before, and one is enough
    EXPECT_FALSE(at({second.unix_ms + 1}, 2).due);  // asked already
    EXPECT_EQ(at({second.unix_ms + 1}, 2).moment, moments[2]);
    EXPECT_FALSE(at(moments[0], 15 * minute + 1).due);  // missed
    EXPECT_EQ(at(moments[0], 15 * minute + 1).moment, moments[2]);
}

TEST(NextProbe, ALateOneIsNotAskedInsideAWindow) {
    Site site = site_of("x");
    const Timestamp moment = probe_moments(site, midnight, {}).front();
    const Timestamp now{moment.unix_ms + 10 * minute};
    EXPECT_TRUE(next_probe(site, {}, now, {}).due);
    site = site_of("x", "12:00-23:59");
    const NextProbe next = next_probe(site, {}, later(13 * hour), {});
    EXPECT_FALSE(next.due);
    EXPECT_GE(next.moment, later(23 * hour + 59 * minute));
}

struct CountCase {
    const char* status;
    int http_status;
    OwnNetwork own;
    const char* wall;
    Count count;
};

TEST(CountOf, OnlyWhatTheSiteDoesIsAFailure) {
    using enum OwnNetwork;
    const CountCase cases[] = {
        {"ok", 200, works, "", Count::opened},
        {"ok", 200, unknown, "", Count::opened},
        {"ok", 200, fails, "", Count::own_outage},
        {"http_404", 404, works, "", Count::opened},
        {"http_500", 500, works, "", Count::failed},
        {"http_502", 502, unknown, "", Count::failed},
        {"http_503", 503, fails, "", Count::own_outage},
        {"http_503", 503, works, "WAF", Count::wall},
        {"http_403", 403, works, "", Count::wall},
        {"http_401", 401, works, "", Count::wall},
        {"rate_limited", 429, works, "", Count::wall},
        {"blocked", 200, works, "", Count::wall},
        {"robots_denied", 0, works, "", Count::wall},
        {"dns_nxdomain", 0, works, "", Count::failed},
        {"dns_error", 0, works, "", Count::failed},
        {"dns_timeout", 0, works, "", Count::failed},
        {"connect_refused", 0, works, "", Count::failed},
        {"connect_timeout", 0, works, "", Count::failed},
        {"connect_timeout", 0, unknown, "", Count::own_unknown},
        {"connect_timeout", 0, fails, "", Count::own_outage},
        {"connection_reset", 0, works, "", Count::failed},
        {"empty_response", 0, works, "", Count::failed},
        {"timeout", 0, works, "", Count::failed},
        {"truncated", 200, works, "", Count::opened},
        {"too_slow", 200, works, "", Count::unclear},
        {"tls_expired", 0, works, "", Count::unclear},
        {"redirect_loop", 302, works, "", Count::unclear},
        {"proxy_error", 0, works, "", Count::unclear},
        {"cancelled", 0, works, "", Count::unclear},
        {"a word of a later program", 0, works, "", Count::unclear},
    };
    for (const CountCase& one : cases) {
        AvailabilityProbe probe;
        probe.status = one.status;
        probe.http_status = one.http_status;
        probe.own = one.own;
        probe.wall = one.wall;
        EXPECT_EQ(count_of(probe), one.count)
            << one.status << " " << own_network_word(one.own) << count_label(count_of(probe));
    }
}

AvailabilityProbe probe_at(Timestamp at, bool failed) {
    AvailabilityProbe probe;
    probe.site = "x";
    probe.at = at;
    probe.status = failed ? "connect_timeout" : "ok";
    probe.http_status = failed ? 0 : 200;
    probe.own = OwnNetwork::works;
    return probe;
}

// So many a day, evenly, on each of so many days; the first ones fail.
std::vector<AvailabilityProbe> week(int a_day, int days, int failed) {
    std::vector<AvailabilityProbe> probes;
    for (int i = 0; i < a_day * days; ++i)
        probes.push_back(probe_at(later(i * (day / a_day) + 1), i < failed));
    return probes;
}

struct FigureCase {
    int a_day, days, failed;
    AvailabilityState state;
    int may_fail;
};

TEST(FigureOf, TheThresholdIsFivePercentOfWhatCounts) {
    using enum AvailabilityState;
    const FigureCase cases[] = {
        {20, 7, 0, below, 7},  // 8 of 148 would be it; 7 of 147 are 4.76 %
        {20, 7, 6, below, 1},  // 7 of 141: 4.96 %
        {20, 7, 7, veto, 0},   // 7 of 140: exactly 5 %
        {24, 7, 8, below, 0},  // 9 of 169: 5.3 %
        {24, 7, 9, veto, 0},
        {20, 6, 6, not_determined, 0},    // of 140 seven are a veto
        {20, 6, 100, not_determined, 0},  // clear as it seems
        {19, 7, 0, not_determined, 6},    // too few a day
        {20, 1, 0, not_determined, 6},
    };
    for (const FigureCase& one : cases) {
        const auto probes = week(one.a_day, one.days, one.failed);
        const auto figure =
            figure_of(site_of("x"), probes, later(one.days * day), AvailabilityRules{});
        const auto told = fmt::format("{} × {}, {} failed", one.a_day, one.days, one.failed);
        EXPECT_EQ(figure.counted, one.a_day * one.days) << told;
        EXPECT_EQ(figure.failed, one.failed) << told;
        EXPECT_EQ(figure.share, Decimal::fraction(one.failed, one.a_day * one.days)) << told;
        EXPECT_EQ(figure.state, one.state) << told;
        EXPECT_EQ(figure.may_fail, one.may_fail) << told;
    }
}

// Every sixth fails, with nobody to vouch for our network: too many for a clean bill of health.
TEST(FigureOf, FailuresThatMayBeOursLeaveItOpen) {
    auto probes = week(24, 7, 0);
    for (std::size_t i = 0; i < probes.size(); i += 6) {
        probes[i].status = "connect_timeout";
        probes[i].http_status = 0;
        probes[i].own = OwnNetwork::unknown;
    }
    const auto figure = figure_of(site_of("x"), probes, later(7 * day), AvailabilityRules{});
    EXPECT_EQ(figure.counted, 140);
    EXPECT_EQ(figure.failed, 0);
    EXPECT_EQ(figure.unsure, 28);
    EXPECT_EQ(figure.state, AvailabilityState::not_determined);
}

TEST(FigureOf, WhatWasAskedAtAnotherAddressSaysNothing) {
    auto probes = week(24, 7, 10);
    for (std::size_t i = 0; i < 10; ++i) probes[i].address = "http://typo.example/";
    const auto figure = figure_of(site_of("x"), probes, later(7 * day), AvailabilityRules{});
    EXPECT_EQ(figure.failed, 0);
    EXPECT_EQ(figure.counted, 158);
}

TEST(FigureOf, WhatIsFiledOrBlackedOutOrOldCountsNeitherWay) {
    const auto probes = week(24, 8, 24 + 9);  // the first day is too old
    const Timestamp now = later(8 * day);
    const AvailabilityRules rules;
    EXPECT_EQ(figure_of(site_of("x"), probes, now, rules).failed, 9);
    EXPECT_EQ(figure_of(site_of("x"), probes, now, rules).state, AvailabilityState::veto);
    Site moved = site_of("x");
    moved.filed = {{later(day), later(day + 4 * hour), "机房迁移"}};
    const auto figure = figure_of(moved, probes, now, rules);
    EXPECT_EQ(figure.probes, 168);
    EXPECT_EQ(figure.counted, 164);
    EXPECT_EQ(figure.failed, 5);
    EXPECT_EQ(figure.state, AvailabilityState::below);
    const auto black = figure_of(site_of("x", "00:00-04:00"), probes, now, rules);
    EXPECT_EQ(black.counted, 168 - 7 * 4);
    EXPECT_EQ(black.failed, 5);
    EXPECT_EQ(figure_of(site_of("y"), probes, now, rules).probes, 0);
}

// A month, the program run from cron every five minutes, stopped at times.
class Month {
  public:
    Month() {
        for (int i = 0; i < 50; ++i)
            sites_.push_back(site_of(fmt::format("s{}", i), i % 10 == 9 ? "02:00-05:00" : ""));
    }
    void run() {
        for (std::int64_t at = 0; at < 30 * day; at += 5 * minute)
            if (!is_stopped(at)) tick(later(at + 1));
    }
    AvailabilityFigure figure(int site, std::int64_t at) const {
        const auto found = probes_.find(sites_[static_cast<std::size_t>(site)].id);
        return figure_of(sites_[static_cast<std::size_t>(site)], found->second, later(at), {});
    }
    const std::map<std::string, std::vector<AvailabilityProbe>>& probes() const { return probes_; }

  private:
    // The program is not run: two hours on the fourth day, all of the 20th.
    static bool is_stopped(std::int64_t at) {
        return (at >= 3 * day && at < 3 * day + 2 * hour) || (at >= 19 * day && at < 20 * day);
    }
    // Our own network fails for three hours on the second day: every site seems gone.
    static bool is_own_outage(std::int64_t at) { return at >= day && at < day + 3 * hour; }
    // Site 3 is gone for 12 hours on the tenth day; site 7 for one hour on each.
    static bool is_gone(const std::string& site, std::int64_t at) {
        if (site == "s3") return at >= 9 * day && at < 9 * day + 12 * hour;
        return site == "s7" && at % day >= 12 * hour && at % day < 13 * hour;
    }
    void tick(Timestamp now) {
        const std::int64_t at = now.unix_ms - midnight.unix_ms;
        for (const Site& site : sites_) {
            std::vector<AvailabilityProbe>& known = probes_[site.id];
            // All that a run knows comes from the rows of earlier ones.
            const Timestamp last = known.empty() ? Timestamp{} : known.back().at;
            if (!next_probe(site, last, now, {}).due) continue;
            AvailabilityProbe probe = probe_at(now, is_own_outage(at) || is_gone(site.id, at));
            probe.site = site.id;
            if (is_own_outage(at)) probe.own = OwnNetwork::fails;
            known.push_back(probe);
        }
    }

    std::vector<Site> sites_;
    std::map<std::string, std::vector<AvailabilityProbe>> probes_;
};

TEST(Availability, AMonthOfFiftySites) {
    Month month;
    month.run();
    ASSERT_EQ(month.probes().size(), 50u);
    for (const auto& [site, probes] : month.probes()) {
        // Two hours were missed; and what is planned right before a window may find it begun.
        EXPECT_GE(probes.size(), 29u * 24 - (site.ends_with("9") ? 10 : 4)) << site;
        EXPECT_LE(probes.size(), 29u * 24) << site;
        for (std::size_t i = 1; i < probes.size(); ++i)  // never in a rush
            EXPECT_GE(probes[i].at.unix_ms - probes[i - 1].at.unix_ms, 10 * minute) << site;
    }
    using enum AvailabilityState;
    for (int site = 0; site < 50; ++site) {
        // Too early.
        EXPECT_EQ(month.figure(site, 5 * day).state, not_determined) << site;
        const auto second_week = month.figure(site, 16 * day);
        EXPECT_EQ(second_week.state, site == 3 ? veto : below) << site;
        EXPECT_EQ(second_week.failed > 0, site == 3 || site == 7) << site;
        // A day without any probe leaves a gap, not a verdict.
        EXPECT_EQ(month.figure(site, 22 * day).state, not_determined) << site;
        EXPECT_EQ(month.figure(site, 30 * day).state, below) << site;
    }
    // Our own outage was nobody's failure.
    EXPECT_EQ(month.figure(0, 5 * day).failed, 0);
    EXPECT_LT(month.figure(0, 5 * day).counted, month.figure(0, 5 * day).probes);
    // Site 3: found out while it happens, and over once it lies a week back.
    EXPECT_EQ(month.figure(3, 9 * day).failed, 0);
    EXPECT_EQ(month.figure(3, 9 * day + 13 * hour).may_fail, 0);
    EXPECT_EQ(month.figure(3, 18 * day).state, below);
}

}  // namespace
}  // namespace duwang::checks::availability
