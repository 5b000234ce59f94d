// `duwang demo`: the same scores every time, every lost point followed to captured bytes.
#include <cstdlib>
#include <map>

#include "app/demo/portals.h"
#include "app/demo/server.h"
#include "core/finding.h"
#include "core/hash.h"
#include "core/json.h"
#include "storage/capture/record_log.h"
#include "tests/support/workspace_fixture.h"

namespace duwang {
namespace {

using test::read_text;
using test::run_program;

bool machine_has_ipv6() {
    auto server = demo::DemoServer::start(demo::answer);
    return server && (*server)->has_ipv6();
}

// Compares with a golden file; DUWANG_UPDATE_GOLDEN=1 rewrites it, and the change is reviewed.
void expect_golden(const std::string& name, const std::string& actual) {
    std::string path = std::string(DUWANG_SOURCE_DIR "/tests/app/golden/") + name;
    if (std::getenv("DUWANG_UPDATE_GOLDEN")) test::write_text(path, actual);
    EXPECT_EQ(read_text(path), actual);
}

std::string scores_and_outcomes(const std::string& workspace) {
    return test::scores_of(workspace, "demo-2026-q3") +
           test::outcomes_of(workspace, "demo-2026-q3");
}

TEST(Demo, ScoresEqualTheGoldenFile) {
    test::TempFolder folder;
    test::ProgramEnd end = run_program({"demo", folder.path("ws")});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    expect_golden(machine_has_ipv6() ? "demo.csv" : "demo-no-ipv6.csv",
                  scores_and_outcomes(folder.path("ws")));
}

TEST(Demo, WithoutIpv6OfItsOwnTheMachineDeterminesNothingAboutIpv6Connections) {
    test::TempFolder folder;
    ASSERT_EQ(run_program({"demo", folder.path("ws"), "--no-ipv6"}).exit_code, 0);
    std::string outcomes = scores_and_outcomes(folder.path("ws"));
    expect_golden("demo-no-ipv6.csv", outcomes);
    EXPECT_NE(outcomes.find("network-ipv6,www.qinghe.gov.cn#ipv6,not_determined,,own_ipv6"),
              std::string::npos);
    EXPECT_EQ(outcomes.find("ipv6-unreachable"), std::string::npos);
}

// Reads back every record behind a deduction and compares its bytes with the recorded hash.
void follow(const Json& evidence, const std::string& workspace) {
    std::string folder = workspace + "/captures/demo-2026-q3/" + evidence["capture"].text();
    RecordPlace place{evidence["file"].text(), evidence["offset"].number(),
                      evidence["length"].number(), evidence["payload_sha256"].text()};
    auto record = storage::read_record(folder, place);
    ASSERT_TRUE(record) << record.error().what;
    EXPECT_EQ(record->url, evidence["url"].text());
    if (record->type == "response")
        EXPECT_EQ(sha256_hex(record->http_body()), place.payload_sha256);
    else
        EXPECT_EQ(record->type, "metadata");
}

TEST(Demo, EveryLostPointLeadsToCapturedBytes) {
    test::TempFolder folder;
    std::string workspace = folder.path("ws");
    ASSERT_EQ(run_program({"demo", workspace}).exit_code, 0);
    Json report = Json::parse(read_text(workspace + "/out/demo-2026-q3/report.json")).value();
    int followed = 0;
    for (const Json& sheet : report["units"].items())
        for (const Json& indicator : sheet["indicators"].items())
            for (const Json& part : indicator["parts"].items()) {
                std::map<std::string, Json> results;
                for (const Json& result : part["results"].items())
                    results[check_result_from_json(result).finding_id()] = result;
                for (const Json& deduction : part["deductions"].items())
                    for (const Json& id : deduction["findings"].items()) {
                        const Json& finding = results[id.text()];
                        EXPECT_EQ(finding["outcome"].text(), "fail") << id.text();
                        EXPECT_FALSE(finding["evidence"].items().empty());
                        for (const Json& piece : finding["evidence"].items())
                            follow(piece, workspace);
                        ++followed;
                    }
            }
    EXPECT_GE(followed, 5);
}

TEST(Demo, ExplainLeadsToTheExchange) {
    test::TempFolder folder;
    std::string workspace = folder.path("ws");
    ASSERT_EQ(run_program({"demo", workspace}).exit_code, 0);
    test::ProgramEnd explained = run_program(
        {"explain", "demo-2026-q3", "--unit", "yunshan", "--indicator", "3.38", "-w", workspace});
    EXPECT_EQ(explained.exit_code, 0);
    EXPECT_NE(explained.out.find("--exchange 3"), std::string::npos) << explained.out;
    test::ProgramEnd shown = run_program(
        {"capture", "show", "demo-2026-q3.yunshan", "--exchange", "3", "-w", workspace});
    EXPECT_EQ(shown.exit_code, 0) << shown.err;
    EXPECT_NE(shown.out.find("与记录一致"), std::string::npos);
    EXPECT_NE(shown.out.find("HTTP/1.1 200"), std::string::npos);
}

}  // namespace
}  // namespace duwang
