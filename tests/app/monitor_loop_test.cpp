// The loop of `duwang monitor` with a clock of the test's own, weeks in a moment; and what rounds
// make of its probes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <limits>
#include <map>

#include "app/monitor.h"
#include "checks/availability/figure.h"
#include "tests/app/resweep_portal.h"
#include "tests/support/nginx.h"

namespace duwang {
namespace {

using app::HomeAsker;
using app::monitor_homes;
using app::MonitorOrder;

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;
const Timestamp begin = parse_timestamp("2026-09-14T00:00").value();

// Time goes by only where the loop waits, and by a second for each batch.
class Days final : public HomeAsker, public Clock {
  public:
    explicit Days(Timestamp until) : until_(until) {}

    Timestamp now() const override { return now_; }
    std::vector<AvailabilityProbe> ask(const std::vector<Site>& sites) override {
        largest = std::max(largest, sites.size());
        std::vector<AvailabilityProbe> probes;
        for (const Site& site : sites) {
            AvailabilityProbe& probe = probes.emplace_back();
            probe.site = site.id;
            probe.address = site.home;
            probe.status = "ok";
            probe.http_status = 200;
            probe.at = now_;
            probe.own = OwnNetwork::works;
        }
        now_.unix_ms += 1'000;
        return probes;
    }
    bool wait(std::int64_t milliseconds) override {
        now_.unix_ms += milliseconds;
        const bool killed = ++waits_ % kill_every == 0;
        return now_ < until_ && !killed;
    }
    bool over() const { return now_ >= until_; }
    void sleep(std::int64_t milliseconds) { now_.unix_ms += milliseconds; }

    int kill_every = 1'000'000;  // of the waits, one in so many ends the program
    std::size_t largest = 0;     // batch

  private:
    Timestamp now_ = begin, until_;
    int waits_ = 0;
};

class MonitorLoop : public testing::Test {
  protected:
    void SetUp() override {
        ledger_ = storage::Ledger::open(folder_.path("ledger.sqlite")).value();
        store(3);
    }
    void store(int sites) {
        Inventory inventory;
        inventory.units.push_back({"x", "清河县人民政府", {}, "county", "", "county", {}, ""});
        for (int i = 0; i < sites; ++i) {
            Site site;
            site.id = "s" + std::to_string(i);
            site.name = "清河县";
            site.home = "http://" + site.id + ".x.gov.cn/";
            site.owner = "x";
            inventory.sites.push_back(site);
        }
        ASSERT_TRUE(ledger_->replace_inventory(inventory, begin));
    }
    void watch(Days& days) {
        MonitorOrder order;
        order.watch = true;
        const auto end = monitor_homes(*ledger_, {}, order, days, days, [](const auto&, const auto&) {});
        ASSERT_TRUE(end) << end.error().what;
        EXPECT_TRUE(end->stopped);
    }
    std::map<std::string, std::vector<Timestamp>> moments() {
        std::map<std::string, std::vector<Timestamp>> all;
        for (const AvailabilityProbe& probe : probes()) all[probe.site].push_back(probe.at);
        return all;
    }
    std::vector<AvailabilityProbe> probes() {
        auto read = ledger_->probes({}, {std::numeric_limits<std::int64_t>::max()});
        EXPECT_TRUE(read);
        return read ? std::move(*read) : std::vector<AvailabilityProbe>{};
    }

    test::TempFolder folder_;
    std::unique_ptr<storage::Ledger> ledger_;
};

TEST_F(MonitorLoop, AsksEachSite24TimesADayApart) {
    Days days({begin.unix_ms + 7 * day});
    watch(days);
    const auto asked = moments();
    ASSERT_EQ(asked.size(), 3u);
    for (const auto& [site, at] : asked) {
        EXPECT_EQ(at.size(), 7u * 24) << site;
        for (std::size_t i = 1; i < at.size(); ++i)
            EXPECT_GE(at[i].unix_ms - at[i - 1].unix_ms, 25 * minute) << site << " " << at[i].iso();
    }
    Site site = ledger_->inventory().value().sites.front();
    const auto seen = probes();
    const auto figure = checks::availability::figure_of(site, seen, days.now(), {});
    EXPECT_EQ(figure.state, checks::availability::AvailabilityState::below);
    EXPECT_EQ(figure.may_fail, 8);  // 8 of 176 is 4.5 %, 9 of 177 is 5.1 %
}

TEST_F(MonitorLoop, GoesOnWhereItWasStopped) {
    Days whole({begin.unix_ms + 3 * day}), parts({begin.unix_ms + 3 * day});
    watch(whole);
    const std::size_t planned = probes().size();
    ledger_ = storage::Ledger::open(folder_.path("other.sqlite")).value();
    store(3);
    for (parts.kill_every = 7; !parts.over(); parts.sleep(5 * minute)) watch(parts);
    EXPECT_EQ(probes().size(), planned);
}

TEST_F(MonitorLoop, WhatWasMissedIsNotMadeUpFor) {
    Days days({begin.unix_ms + day});
    days.sleep(12 * hour);
    watch(days);
    for (const auto& [site, at] : moments()) {
        EXPECT_GE(at.size(), 12u) << site;
        EXPECT_LE(at.size(), 13u) << site;
    }
}

// A clock that was wrong for a moment left it there.
TEST_F(MonitorLoop, AProbeOfTheFutureDoesNotStopIt) {
    AvailabilityProbe probe;
    probe.site = "s0";
    probe.address = "http://s0.x.gov.cn/";
    probe.status = "ok";
    probe.at = {begin.unix_ms + 400 * day};
    ASSERT_TRUE(ledger_->add_probes(std::vector{probe}));
    Days days({begin.unix_ms + day});
    watch(days);
    EXPECT_GE(moments().at("s0").size(), 24u);
}

TEST_F(MonitorLoop, ManySitesAreAskedInBatchesThatFollowEachOther) {
    store(500);
    Days days({begin.unix_ms + 6 * hour});
    days.sleep(3 * hour + 40 * minute);  // when many moments are due at once
    watch(days);
    EXPECT_EQ(days.largest, 64u);
    const auto asked = moments();
    EXPECT_EQ(asked.size(), 500u);
    for (const auto& [site, at] : asked) EXPECT_GE(at.size(), 2u) << site;
}

TEST_F(MonitorLoop, ASiteThatIsNotRegisteredIsNamed) {
    Days days({begin.unix_ms + day});
    const MonitorOrder order{{"s01"}, false};
    const auto end = monitor_homes(*ledger_, {}, order, days, days, [](const auto&, const auto&) {});
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, Errc::usage);
    EXPECT_NE(end.error().what.find("s0"), std::string::npos) << end.error().what;
}

// A week of probes stands in the ledger; rounds are judged by it as of their date.
class MonitorJudged : public testing::Test {
  protected:
    // `failed` of 168 did not open.
    void store(int failed) {
        auto ledger = storage::Ledger::open(portal_.workspace() + "/ledger.sqlite");
        ASSERT_TRUE(ledger);
        const Timestamp end = parse_timestamp("2026-09-30").value();
        std::vector<AvailabilityProbe> probes;
        for (int i = 0; i < 7 * 24; ++i) {
            AvailabilityProbe& probe = probes.emplace_back();
            probe.site = "x";
            probe.address = "http://www.x.gov.cn/";
            probe.status = i < failed ? "connect_timeout" : "ok";
            probe.http_status = i < failed ? 0 : 200;
            probe.at = {end.unix_ms - i * hour - 30 * minute};
            probe.own = OwnNetwork::works;
        }
        ASSERT_TRUE((*ledger)->add_probes(probes));
    }
    test::ProgramEnd sweep(const std::string& round, const std::string& as_of) const {
        return test::run_program(
            {"sweep", round, "--scheme", "national-2019", "--as-of", as_of, "-w",
             portal_.workspace(), "--progress", "none", "--dns", "127.0.0.1:9", "--resolve",
             fmt::format("www.x.gov.cn:80:127.0.0.1:{}", nginx_.port("www.x.gov.cn"))});
    }
    // The answer of the check in that round.
    CheckResult answer(const std::string& round) const {
        auto ledger = storage::Ledger::open(portal_.workspace() + "/ledger.sqlite");
        const auto results = (*ledger)->results(round);
        for (const CheckResult& result : results.value())
            if (result.check == "network-available") return result;
        return {};
    }

    test::Portal portal_;
    test::Nginx nginx_{{{"www.x.gov.cn", test::with_validators(portal_)}}, ""};
};

TEST_F(MonitorJudged, AVetoIsProvenByTheProbesThatFailed) {
    store(9);
    const test::ProgramEnd end = sweep("r1", "2026-09-30");
    EXPECT_EQ(end.exit_code, 0) << end.err;
    const CheckResult result = answer("r1");
    EXPECT_EQ(result.outcome, Outcome::fail) << result.message;
    EXPECT_EQ(result.message, "7天内监测168次，9次打不开，占5.36%（5%及以上即单项否决）");
    ASSERT_EQ(result.evidence.size(), 9u);
    EXPECT_EQ(result.evidence.front().status, "connect_timeout");
    EXPECT_NE(end.out.find("不合格"), std::string::npos) << end.out;
    const test::ProgramEnd explained =
        test::run_program({"explain", "r1", "--unit", "x", "-w", portal_.workspace()});
    EXPECT_EQ(explained.exit_code, 0) << explained.err;
    for (const char* said : {"V2「站点无法访问」的依据", "9次打不开，占5.36%",
                             "监测 http://www.x.gov.cn/（connect_timeout，2026-09-30T23:29"})
        EXPECT_NE(explained.out.find(said), std::string::npos) << said << explained.out;
    const std::string page = test::read_text(portal_.workspace() + "/out/r1/unit-x.html");
    EXPECT_NE(page.find("9次打不开，占5.36%"), std::string::npos);
    EXPECT_NE(page.find("站点可用性监测，保存在台账中"), std::string::npos);
}

TEST_F(MonitorJudged, OnlyWhatWasSeenUpToTheDateOfTheRoundCounts) {
    store(8);
    EXPECT_EQ(sweep("r1", "2026-09-30").exit_code, 0);
    EXPECT_EQ(answer("r1").outcome, Outcome::pass) << answer("r1").message;
    EXPECT_EQ(sweep("r2", "2026-09-29").exit_code, 0);  // six days of monitoring
    EXPECT_EQ(answer("r2").outcome, Outcome::not_determined) << answer("r2").message;
    EXPECT_EQ(sweep("r3", "2026-09-01").exit_code, 0);
    EXPECT_EQ(answer("r3").cause, Cause::probe_missing);
}

}  // namespace
}  // namespace duwang
