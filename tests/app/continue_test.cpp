// Nothing is lost on kill -9 or a full disk, and judging again changes nothing.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "tests/support/workspace_fixture.h"

namespace duwang {
namespace {

using test::facts_of;
using test::outcomes_of;
using test::read_text;
using test::run_program;

void expect_same(const std::string& expected, const std::string& actual) {
    for (const char* site : {"qinghe", "yunshan", "linjiang"})
        EXPECT_EQ(facts_of(expected, site), facts_of(actual, site)) << site;
    EXPECT_EQ(outcomes_of(expected, "r1"), outcomes_of(actual, "r1"));
    EXPECT_EQ(test::scores_of(expected, "r1"), test::scores_of(actual, "r1"));
}

constexpr int kills_of_one_crawl = 20;

// script/verify asks for more; then several crawls are disturbed.
int crawls_to_disturb() {
    const char* kills = std::getenv("DUWANG_KILLS");
    return kills ? std::max(1, std::atoi(kills) / kills_of_one_crawl) : 1;
}

// Kills a sweep again and again, while it crawls, judges or reports; then lets it end. How often it
// was really killed: some moments come after its end.
int disturb(const test::PortalWorkspace& portals, const std::string& workspace, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> moment(20, 500);
    int killed = 0;
    for (int i = 0; i < 4 * kills_of_one_crawl && killed < kills_of_one_crawl; ++i)
        killed += run_program(portals.sweep(workspace), {.kill_after_ms = moment(random)}).exit_code == -1;
    test::ProgramEnd end = run_program(portals.sweep(workspace));
    EXPECT_EQ(end.exit_code, 0) << end.err;
    return killed;
}

TEST(Continue, TwentyKillsChangeNothing) {
    test::PortalWorkspace portals(10);
    std::string calm = portals.make("calm");
    ASSERT_EQ(run_program(portals.sweep(calm)).exit_code, 0);
    for (int crawl = 0; crawl < crawls_to_disturb(); ++crawl) {
        std::string disturbed = portals.make("disturbed" + std::to_string(crawl));
        EXPECT_EQ(disturb(portals, disturbed, 20260930u + static_cast<unsigned>(crawl)),
                  kills_of_one_crawl);
        expect_same(calm, disturbed);
        for (const char* site : {"qinghe", "yunshan", "linjiang"})
            EXPECT_EQ(run_program({"capture", "verify", std::string("r1.") + site, "-w", disturbed})
                          .exit_code,
                      0);
        EXPECT_EQ(run_program({"log", "verify", "-w", disturbed}).exit_code, 0);
    }
}

TEST(Continue, CtrlCStopsSoonSaysSoAndLosesNothing) {
    test::PortalWorkspace portals(40);
    std::string calm = portals.make("calm");
    ASSERT_EQ(run_program(portals.sweep(calm)).exit_code, 0);
    std::string stopped = portals.make("stopped");
    test::ProgramEnd end;
    // On a busy machine the signal may come before the crawl has begun; then it simply ends.
    for (int after_ms = 400; end.exit_code == -1 && after_ms < 10'000; after_ms *= 2)
        end = run_program(portals.sweep(stopped), {.kill_after_ms = after_ms, .signal = SIGINT});
    EXPECT_EQ(end.exit_code, 130);
    EXPECT_NE(end.err.find("continue"), std::string::npos) << end.err;
    ASSERT_EQ(run_program(portals.sweep(stopped)).exit_code, 0);
    expect_same(calm, stopped);
}

TEST(Continue, TwoSweepsOfOneRoundDoNotMix) {
    test::PortalWorkspace portals(20);
    std::string workspace = portals.make("ws");
    std::thread first([&] { EXPECT_EQ(run_program(portals.sweep(workspace)).exit_code, 0); });
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    test::ProgramEnd second = run_program(portals.sweep(workspace));
    first.join();
    EXPECT_EQ(second.exit_code, 2) << second.err;
    EXPECT_NE(second.err.find("is running already"), std::string::npos) << second.err;
}

TEST(Continue, AFullDiskStopsCleanlyAndSaysHowToGoOn) {
    test::PortalWorkspace portals;
    std::string calm = portals.make("calm");
    ASSERT_EQ(run_program(portals.sweep(calm)).exit_code, 0);
    std::string full = portals.make("full");
    test::ProgramEnd stopped = run_program(portals.sweep(full), {.file_bytes_max = 300'000});
    EXPECT_EQ(stopped.exit_code, 130) << stopped.err;
    EXPECT_NE(stopped.err.find("no space left"), std::string::npos) << stopped.err;
    EXPECT_NE(stopped.err.find("continue"), std::string::npos);
    ASSERT_EQ(run_program(portals.sweep(full)).exit_code, 0);
    expect_same(calm, full);
}

TEST(Continue, JudgingAgainGivesTheSameBytes) {
    test::PortalWorkspace portals;
    std::string workspace = portals.make("ws");
    ASSERT_EQ(run_program(portals.sweep(workspace)).exit_code, 0);
    std::string before = read_text(workspace + "/out/r1/report.json");
    ASSERT_FALSE(before.empty());
    for (const char* command : {"judge", "score", "report"}) {
        ASSERT_EQ(run_program({command, "r1", "-w", workspace}).exit_code, 0);
        EXPECT_EQ(read_text(workspace + "/out/r1/report.json"), before) << command;
    }
}

TEST(Continue, ASiteThatIsDownIsNotDeterminedAndTheOthersGoOn) {
    test::PortalWorkspace portals;
    portals.take_down("www.yunshan.gov.cn");
    std::string workspace = portals.make("ws");
    test::ProgramEnd end = run_program(portals.sweep(workspace));
    EXPECT_EQ(end.exit_code, 3) << end.err;
    std::string outcomes = outcomes_of(workspace, "r1");
    EXPECT_EQ(outcomes.find("yunshan,identity-site-marks,www.yunshan.gov.cn#marks,fail"),
              std::string::npos);
    EXPECT_NE(
        outcomes.find(
            "yunshan,identity-site-marks,www.yunshan.gov.cn#marks,not_determined,,unreachable"),
        std::string::npos)
        << outcomes;
    EXPECT_NE(outcomes.find("qinghe,identity-site-marks,www.qinghe.gov.cn#icp,pass"),
              std::string::npos);
}

TEST(Continue, NothingReachableIsExitFour) {
    test::PortalWorkspace portals;
    for (const char* host : {"www.qinghe.gov.cn", "www.yunshan.gov.cn", "www.linjiang.gov.cn"})
        portals.take_down(host);
    std::string workspace = portals.make("ws");
    EXPECT_EQ(run_program(portals.sweep(workspace)).exit_code, 4);
}

}  // namespace
}  // namespace duwang
