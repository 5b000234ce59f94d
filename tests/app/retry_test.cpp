// `sweep --retry`: what could not be determined is asked once more, into supplement captures.
#include <gtest/gtest.h>

#include <filesystem>

#include "core/json.h"
#include "tests/support/workspace_fixture.h"

namespace duwang {
namespace {

using test::outcomes_of;
using test::read_text;
using test::run_program;
using test::scores_of;

std::vector<std::string> with(std::vector<std::string> arguments, const std::string& more) {
    arguments.push_back(more);
    return arguments;
}

std::vector<std::string> supplements(const std::string& workspace) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(workspace + "/captures/r1"))
        if (entry.path().filename().string().find('+') != std::string::npos)
            names.push_back(entry.path().filename().string());
    return names;
}

TEST(Retry, ASiteThatWasDownIsMadeGoodAndTheScoresAreThoseOfAQuietDay) {
    test::PortalWorkspace portals;
    std::string calm = portals.make("calm");
    ASSERT_EQ(run_program(portals.sweep(calm)).exit_code, 0);

    portals.take_down("www.yunshan.gov.cn");
    std::string workspace = portals.make("ws");
    EXPECT_EQ(run_program(portals.sweep(workspace)).exit_code, 3);
    EXPECT_NE(scores_of(workspace, "r1"), scores_of(calm, "r1"));
    std::string before = read_text(workspace + "/captures/r1/r1.yunshan/manifest.json");

    portals.bring_up("www.yunshan.gov.cn");
    // Killed on the way, a plain sweep takes the supplement up again.
    run_program(with(portals.sweep(workspace), "--retry"), {.kill_after_ms = 250});
    bool begun = !supplements(workspace).empty();
    auto again = begun ? portals.sweep(workspace) : with(portals.sweep(workspace), "--retry");
    test::ProgramEnd end = run_program(again);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_EQ(scores_of(workspace, "r1"), scores_of(calm, "r1"));

    // The first capture is what it was; the second names it and verifies with it.
    EXPECT_EQ(read_text(workspace + "/captures/r1/r1.yunshan/manifest.json"), before);
    Json manifest =
        Json::parse(read_text(workspace + "/captures/r1/r1.yunshan+1/manifest.json")).value();
    EXPECT_EQ(manifest["parent"]["capture"].text(), "r1.yunshan");
    EXPECT_EQ(run_program({"capture", "verify", "r1.yunshan+1", "-w", workspace}).exit_code, 0);
    EXPECT_EQ(run_program({"log", "verify", "-w", workspace}).exit_code, 0);
}

TEST(Retry, WhatIsSettledIsNotAskedAgain) {
    test::PortalWorkspace portals;
    std::string workspace = portals.make("ws");
    ASSERT_EQ(run_program(portals.sweep(workspace)).exit_code, 0);
    std::string scores = scores_of(workspace, "r1");
    ASSERT_EQ(run_program(with(portals.sweep(workspace), "--retry")).exit_code, 0);
    EXPECT_EQ(scores_of(workspace, "r1"), scores);
    for (const std::string& name : supplements(workspace)) {
        // Every page of the first capture that answered well was left alone.
        std::string base = name.substr(0, name.find('+'));
        test::ProgramEnd first = run_program({"capture", "facts", base, "-w", workspace});
        test::ProgramEnd second = run_program({"capture", "facts", name, "-w", workspace});
        auto attempts = [](const std::string& facts, const std::string& purpose) {
            std::size_t count = 0;
            for (auto at = facts.find("\"purpose\":\"" + purpose); at != facts.npos;
                 at = facts.find("\"purpose\":\"" + purpose, at + 1))
                ++count;
            return count;
        };
        EXPECT_LE(attempts(second.out, "page\""), attempts(first.out, "page\"") + 2) << name;
    }
}

// Old evidence keeps its place: the capture and the number of the exchange that hold the bytes.
TEST(Retry, EvidencePointsToTheCaptureThatHoldsTheBytes) {
    test::PortalWorkspace portals;
    std::string workspace = portals.make("ws");
    ASSERT_EQ(run_program(portals.sweep(workspace)).exit_code, 0);
    ASSERT_EQ(run_program(with(portals.sweep(workspace), "--retry")).exit_code, 0);
    Json report = Json::parse(read_text(workspace + "/out/r1/report.json")).value();
    int shown = 0;
    for (const Json& sheet : report["units"].items())
        for (const Json& indicator : sheet["indicators"].items())
            for (const Json& part : indicator["parts"].items())
                for (const Json& result : part["results"].items())
                    for (const Json& evidence : result["evidence"].items()) {
                        if (++shown % 7 != 0) continue;  // a sample
                        test::ProgramEnd end = run_program(
                            {"capture", "show", evidence["capture"].text(), "--exchange",
                             std::to_string(evidence["exchange"].number()), "-w", workspace});
                        EXPECT_EQ(end.exit_code, 0) << end.err;
                        EXPECT_NE(end.out.find("与记录一致"), std::string::npos);
                    }
    EXPECT_GT(shown, 20);
}

TEST(Retry, AParentThatWasTouchedMakesTheSupplementWorthless) {
    test::PortalWorkspace portals;
    portals.take_down("www.yunshan.gov.cn");
    std::string workspace = portals.make("ws");
    EXPECT_EQ(run_program(portals.sweep(workspace)).exit_code, 3);
    portals.bring_up("www.yunshan.gov.cn");
    EXPECT_EQ(run_program(with(portals.sweep(workspace), "--retry")).exit_code, 0);
    std::string path = workspace + "/captures/r1/r1.yunshan/manifest.json";
    test::write_text(path, read_text(path) + " ");
    test::ProgramEnd verify = run_program({"capture", "verify", "r1.yunshan+1", "-w", workspace});
    EXPECT_NE(verify.exit_code, 0);
    EXPECT_NE(verify.err.find("r1.yunshan/manifest.json"), std::string::npos) << verify.err;
    EXPECT_NE(run_program({"judge", "r1", "-w", workspace}).exit_code, 0);
}

}  // namespace
}  // namespace duwang
