// `duwang monitor`: home pages of real servers are asked, and what came is counted (站点可用性).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <sstream>
#include <thread>

#include "checks/availability/plan.h"
#include "core/json.h"
#include "tests/support/dns_server.h"
#include "tests/support/log_server.h"
#include "tests/support/nginx.h"
#include "tests/support/program.h"

namespace duwang {
namespace {

using test::LoggedRequest;
using test::LogReply;
using test::ProgramEnd;
using test::run_program;
using Clock = std::chrono::steady_clock;

Timestamp now() {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

// Waits until it is so, or it has taken too long.
bool until(const std::function<bool()>& so,
           std::chrono::seconds at_most = std::chrono::seconds(30)) {
    const auto end = Clock::now() + at_most;
    while (Clock::now() < end) {
        if (so()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

std::string page(const std::string& title) {
    return "<title>" + title + "</title><body><h1>" + title + "</h1><p>通知公告</p></body>";
}

class Monitor : public testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(run_program({"init", workspace_}).exit_code, 0); }

    void import(const std::vector<std::string>& ids) {
        std::string sites = "id,name,home,hosts,code,owner,internal,authority,filed\n";
        for (const std::string& id : ids)
            sites += fmt::format("{0},清河县{0},http://{0}.x.gov.cn/,,,x,,,{1}\n", id, filed_[id]);
        test::write_text(workspace_ + "/sites.csv", sites);
        test::write_text(workspace_ + "/units.csv",
                         "id,name,aliases,kind,parent,level,groups,contact\n"
                         "x,清河县人民政府,,county,,county,,\n");
        test::write_text(workspace_ + "/columns.csv", "unit,site,kind,address\n");
        const ProgramEnd end = run_program({"inventory", "import", "-w", workspace_});
        ASSERT_EQ(end.exit_code, 0) << end.err;
    }
    static bool is_due(const std::string& id, Timestamp at, const AvailabilityRules& rules) {
        Site site;
        site.id = id;
        return checks::availability::next_probe(site, {}, at, rules).due;
    }
    // Those of them that are due now and for a minute to come by these rules.
    static std::vector<std::string> due_by(const AvailabilityRules& rules,
                                           const std::vector<std::string>& ids) {
        const Timestamp at = now(), later{at.unix_ms + 60'000};
        std::vector<std::string> due;
        for (const std::string& id : ids)
            if (is_due(id, at, rules) && is_due(id, later, rules)) due.push_back(id);
        return due;
    }
    // Writes a plan by which so many of them are due, whatever the time of the day is; returns
    // those. In the first minutes of a day there is none, for nothing is planned so early.
    std::vector<std::string> make_due(const std::vector<std::string>& ids, std::size_t wanted,
                                      const std::string& more = "", int timeout_ms = 2'000) {
        AvailabilityRules rules;
        std::vector<std::string> due;
        until(
            [&] {
                for (int seed = 0; seed < 5'000 && due.size() < wanted; ++seed) {
                    rules.probes_a_day = 12 + seed % 60;
                    rules.seed = seed;
                    due = due_by(rules, ids);
                }
                return due.size() >= wanted;
            },
            std::chrono::minutes(5));
        EXPECT_GE(due.size(), wanted);
        import(ids);
        test::write_text(workspace_ + "/duwang.yaml",
                         fmt::format("monitor: {{probes_a_day: {}, seed: {}, timeout_ms: {}}}\n{}",
                                     rules.probes_a_day, rules.seed, timeout_ms, more));
        return due;
    }
    std::vector<std::string> command(std::vector<std::string> more = {}) const {
        std::vector<std::string> words{"monitor", "-w", workspace_, "--dns", "127.0.0.1:9"};
        words.insert(words.end(), more.begin(), more.end());
        for (const auto& [host, port] : hosts_)
            words.insert(words.end(), {"--resolve", fmt::format("{}:80:127.0.0.1:{}", host, port)});
        return words;
    }
    void serve(const std::string& id, int port) { hosts_[id + ".x.gov.cn"] = port; }
    // Site: what was seen of it.
    std::map<std::string, Json> listed(const char* option = "--list") const {
        const ProgramEnd end = run_program({"monitor", option, "--json", "-w", workspace_});
        EXPECT_EQ(end.exit_code, 0) << end.err;
        std::map<std::string, Json> all;
        std::istringstream lines(end.out);
        for (std::string line; std::getline(lines, line);)
            if (auto json = Json::parse(line)) all[(*json)["site"].text()] = *json;
        return all;
    }

    test::TempFolder folder_;
    std::string workspace_ = folder_.path("ws");
    std::map<std::string, int> hosts_;
    std::map<std::string, std::string> filed_;  // of which sites, as in sites.csv
};

constexpr std::string_view canaries = "confirm: {canaries: [\"http://canary.x.gov.cn/\"]}\n";

TEST_F(Monitor, WhatServersDoIsCounted) {
    test::Nginx nginx({{"up", "location / { return 200 '" + page("清河县") + "'; }"},
                       {"down", "location / { return 502; }"},
                       {"gone", "location / { return 404; }"},
                       {"wall", "location / { return 200 '<p>访问过于频繁，请完成验证</p>'; }"},
                       {"refused", "location / { return 403; }"},
                       {"canary", "location / { return 200 'ok'; }"}},
                      "");
    test::LogServer hanging([](const LoggedRequest&, int) { return LogReply{.delay_ms = 4'000}; });
    for (const char* id : {"up", "down", "gone", "wall", "refused", "canary"})
        serve(id, nginx.port(id));
    serve("hanging", hanging.port());
    serve("stopped", test::free_port());
    const std::vector<std::string> ids{"up",      "down",    "gone",   "wall",
                                       "refused", "hanging", "stopped"};
    make_due(ids, ids.size(), std::string(canaries), 1'000);
    const ProgramEnd end = run_program(command());
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_NE(end.out.find("已测 7 个网站；打不开："), std::string::npos) << end.out;
    const auto seen = listed();
    ASSERT_EQ(seen.size(), ids.size()) << end.out;
    const auto expect = [&](const char* id, std::string_view status, std::string_view counts_as) {
        const Json& probe = seen.at(id);
        EXPECT_EQ(probe["status"].text(), status) << probe.dump();
        EXPECT_EQ(probe["counts_as"].text(), counts_as) << probe.dump();
        EXPECT_EQ(probe["own_network"].text(), "works") << probe.dump();
    };
    expect("up", "ok", "opened");
    expect("down", "http_502", "failed");
    expect("gone", "http_404", "opened");
    expect("wall", "ok", "wall");
    expect("refused", "http_403", "wall");
    expect("hanging", "timeout", "failed");
    expect("stopped", "connect_refused", "failed");
    EXPECT_GE(seen.at("hanging")["ms"].number(), 1'000);
    EXPECT_EQ(hanging.log().size(), 1u) << "no second try once the time is over";
    const auto figures = listed("--status");
    EXPECT_EQ(figures.at("up")["counted"].number(), 1);
    EXPECT_EQ(figures.at("up")["failed"].number(), 0);
    EXPECT_EQ(figures.at("down")["failed"].number(), 1);
    EXPECT_EQ(figures.at("wall")["counted"].number(), 0);
    EXPECT_EQ(figures.at("down")["state"].text(), "not_determined");
    EXPECT_EQ(figures.at("down")["may_fail"].number(), 5);
}

TEST_F(Monitor, AFiledOutageIsNotToldAsFailed) {
    test::Nginx nginx(
        {{"moving", "location / { return 502; }"}, {"down", "location / { return 502; }"}}, "");
    for (const char* id : {"moving", "down"}) serve(id, nginx.port(id));
    filed_["moving"] = "2020-01-01 至 2099-12-31 机房迁移";
    make_due({"moving", "down"}, 2);
    const ProgramEnd end = run_program(command());
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_NE(end.out.find("已测 2 个网站；打不开：down（http_502）\n"), std::string::npos)
        << end.out;
    EXPECT_EQ(listed().at("moving")["counts_as"].text(), "filed");
}

TEST_F(Monitor, ASecondTryAtOnceMayOpen) {
    test::LogServer shaky([](const LoggedRequest&, int before) {
        return before == 0 ? LogReply{.status = 503} : LogReply{.body = page("清河县")};
    });
    serve("shaky", shaky.port());
    serve("canary", shaky.port());
    make_due({"shaky"}, 1);
    EXPECT_EQ(run_program(command()).exit_code, 0);
    EXPECT_EQ(listed().at("shaky")["counts_as"].text(), "opened");
    EXPECT_EQ(shaky.log("shaky.x.gov.cn").size(), 2u);
}

TEST_F(Monitor, WhileOurOwnNetworkFailsNothingCounts) {
    serve("stopped", test::free_port());
    serve("canary", test::free_port());
    make_due({"stopped"}, 1, std::string(canaries));
    EXPECT_EQ(run_program(command()).exit_code, 0);
    EXPECT_EQ(listed().at("stopped")["counts_as"].text(), "own_outage");
    const auto figure = listed("--status").at("stopped");
    EXPECT_EQ(figure["probes"].number(), 1);
    EXPECT_EQ(figure["counted"].number(), 0);
}

TEST_F(Monitor, WithoutCanariesASilentSiteIsNotBlamed) {
    serve("stopped", test::free_port());
    make_due({"stopped"}, 1);
    const ProgramEnd end = run_program(command());
    EXPECT_NE(end.err.find("confirm.canaries"), std::string::npos) << end.err;
    EXPECT_EQ(listed().at("stopped")["counts_as"].text(), "own_unknown");
}

TEST_F(Monitor, ARetryAfterDoesNotHideTheAnswer) {
    test::LogServer busy([](const LoggedRequest&, int) {
        return LogReply{.status = 503, .headers = "Retry-After: 600\r\n"};
    });
    test::LogServer canary(
        [](const LoggedRequest&, int) { return LogReply{.body = page("首页")}; });
    serve("busy", busy.port());
    serve("canary", canary.port());
    make_due({"busy"}, 1, std::string(canaries));
    EXPECT_EQ(run_program(command()).exit_code, 0);
    EXPECT_EQ(listed().at("busy")["counts_as"].text(), "failed") << listed().at("busy").dump();
}

// It has IPv6 alone, and this machine has none: nobody vouches for ours.
TEST_F(Monitor, ASiteOnIpv6OnlyIsNotBlamedForOurNetwork) {
    test::DnsServer names([](const test::DnsQuestion& question) {
        test::DnsReply reply;
        if (question.type == "AAAA") reply.addresses = {"2400:3200::1"};
        return reply;
    });
    test::LogServer canary(
        [](const LoggedRequest&, int) { return LogReply{.body = page("首页")}; });
    serve("canary", canary.port());
    make_due({"six"}, 1, std::string(canaries));
    std::vector<std::string> words = command();
    *std::ranges::find(words, "127.0.0.1:9") = names.endpoint();
    EXPECT_EQ(run_program(words).exit_code, 0);
    EXPECT_EQ(listed().at("six")["counts_as"].text(), "own_outage") << listed().at("six").dump();
}

TEST_F(Monitor, ASiteIsAskedOnceForEachMoment) {
    test::LogServer server(
        [](const LoggedRequest&, int) { return LogReply{.body = page("清河县")}; });
    serve("a", server.port());
    serve("b", server.port());
    make_due({"a", "b"}, 2);
    EXPECT_EQ(run_program(command({"a", "a"})).exit_code, 0);
    EXPECT_EQ(server.log().size(), 1u);
    EXPECT_EQ(run_program(command()).exit_code, 0);
    EXPECT_EQ(server.log().size(), 2u);
    const ProgramEnd none = run_program(command());
    EXPECT_EQ(none.exit_code, 0);
    EXPECT_NE(none.out.find("没有到期的监测；下次 "), std::string::npos) << none.out;
    EXPECT_EQ(server.log().size(), 2u);
    const ProgramEnd unknown = run_program(command({"c"}));
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_NE(unknown.err.find("no site of the inventory"), std::string::npos) << unknown.err;
    const ProgramEnd dated = run_program(command({"--as-of", "2026-09-30"}));
    EXPECT_EQ(dated.exit_code, 2);
    EXPECT_NE(dated.err.find("--status or --list"), std::string::npos) << dated.err;
    const ProgramEnd table = run_program({"monitor", "--status", "-w", workspace_});
    for (const char* said : {"距否决还可失败", "0.00%", "尚不能认定", "0/7"})
        EXPECT_NE(table.out.find(said), std::string::npos) << said << table.out;
}

// Over 64 sites: the first batch is stored before the second is asked, whose sites hang.
class MonitorWatch : public Monitor {
  protected:
    void begin(int timeout_ms) {
        std::vector<std::string> ids;
        for (int i = 0; i < 400; ++i) ids.push_back("s" + std::to_string(i));
        due_ = make_due(ids, 80, "", timeout_ms);
        for (std::size_t i = 64; i < due_.size(); ++i) late_.insert(due_[i] + ".x.gov.cn");
        hosts_ = {{"*", server_.port()}};
    }
    bool is_late(const LoggedRequest& request) const { return late_.contains(request.host); }

    std::vector<std::string> due_;
    std::set<std::string> late_;
    std::atomic<bool> hangs_ = true;
    std::atomic<int> hanging_ = 0;
    test::LogServer server_{[this](const LoggedRequest& request, int) {
        LogReply reply{.body = page("清河县")};
        if (hangs_ && is_late(request)) {
            ++hanging_;
            reply.delay_ms = 3'000;
        }
        return reply;
    }};
};

TEST_F(MonitorWatch, KilledInTheMiddleItLosesNothingThatWasStored) {
    begin(15'000);
    {
        test::RunningProgram watch(command({"--watch"}));
        ASSERT_TRUE(until([&] { return hanging_ > 0; }));
        const ProgramEnd second = run_program(command());
        EXPECT_EQ(second.exit_code, 2) << "two monitors of one workspace";
        watch.signal(SIGKILL);
        EXPECT_EQ(watch.wait().exit_code, -1);
    }
    EXPECT_EQ(listed().size(), 64u);
    hangs_ = false;
    const std::size_t asked = server_.log().size();
    const ProgramEnd end = run_program(command());
    EXPECT_EQ(end.exit_code, 0) << end.err;
    // As time goes by others may have become due too.
    EXPECT_GE(server_.log().size() - asked, due_.size() - 64);
    const auto seen = listed();
    for (const std::string& site : due_) EXPECT_TRUE(seen.contains(site)) << site;
    for (const auto& [site, figure] : listed("--status"))
        EXPECT_EQ(figure["probes"].number(), seen.contains(site) ? 1 : 0) << site;
}

TEST_F(MonitorWatch, AskedToEndItEndsAtOnceAndKeepsWhatItHas) {
    begin(15'000);
    test::RunningProgram watch(command({"--watch"}));
    ASSERT_TRUE(until([&] { return hanging_ > 0; }));
    const auto told = Clock::now();
    watch.signal(SIGTERM);
    const ProgramEnd end = watch.wait();
    EXPECT_LT(Clock::now() - told,
              std::chrono::seconds(10));  // the machine may be busy; 15 s would be waited
    EXPECT_EQ(end.exit_code, 0) << end.err;
    const auto seen = listed();
    EXPECT_GE(seen.size(), 64u);
    for (const auto& [site, probe] : seen) EXPECT_EQ(probe["status"].text(), "ok") << probe.dump();
}

TEST_F(Monitor, AWatchThatWaitsEndsWhenItIsTold) {
    test::LogServer server(
        [](const LoggedRequest&, int) { return LogReply{.body = page("清河县")}; });
    serve("a", server.port());
    serve("b", server.port());
    make_due({"a", "b"}, 2);
    const std::map<std::string, int> signals{{"a", SIGTERM}, {"b", SIGINT}};
    for (const auto& [site, signal] : signals) {
        test::RunningProgram watch(command({"--watch", site}));
        ASSERT_TRUE(until([&] { return listed().contains(site); }));
        watch.signal(signal);
        EXPECT_EQ(watch.wait().exit_code, 0);
    }
    EXPECT_EQ(server.log().size(), 2u);
}

}  // namespace
}  // namespace duwang
