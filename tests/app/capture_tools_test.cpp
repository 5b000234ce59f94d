// `capture export` and `capture verify --deep`: what others need of a capture, and what of it can
// still be trusted.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <sstream>

#include "core/json.h"
#include "tests/support/workspace_fixture.h"

namespace duwang {
namespace {

using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::write_text;

class CaptureTools : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        portals_ = new test::PortalWorkspace;
        workspace_ = new std::string(portals_->make("ws"));
        ASSERT_EQ(run_program(portals_->sweep(*workspace_)).exit_code, 0);
    }
    static void TearDownTestSuite() {
        delete portals_;
        delete workspace_;
    }
    // A copy that may be damaged.
    CaptureTools() {
        std::filesystem::copy(*workspace_ + "/captures/r1/r1.yunshan", folder_.path("r1.yunshan"));
        for (const auto& entry : std::filesystem::directory_iterator(capture()))
            std::filesystem::permissions(entry, std::filesystem::perms::owner_write,
                                         std::filesystem::perm_options::add);
    }
    std::string capture() const { return folder_.path("r1.yunshan"); }
    std::string warc() const { return capture() + "/exchanges-0001.warc.gz"; }
    static std::vector<Json> lines_of(const std::string& text) {
        std::vector<Json> lines;
        std::istringstream in(text);
        for (std::string line; std::getline(in, line);) {
            auto json = Json::parse(line);
            EXPECT_TRUE(json) << line;
            if (json) lines.push_back(std::move(*json));
        }
        return lines;
    }

    test::TempFolder folder_;
    static inline test::PortalWorkspace* portals_ = nullptr;
    static inline std::string* workspace_ = nullptr;
};

TEST_F(CaptureTools, AnExportHoldsEverythingAndSaysThatItIsWhole) {
    ProgramEnd end =
        run_program({"capture", "export", "r1.yunshan", "--format", "jsonl", "-w", *workspace_});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    std::vector<Json> lines = lines_of(end.out);
    ASSERT_GT(lines.size(), 100u);
    EXPECT_EQ(lines.front()["kind"].text(), "capture");
    EXPECT_EQ(lines.front()["manifest"]["site"].text(), "yunshan");
    EXPECT_EQ(lines.back()["kind"].text(), "end");
    EXPECT_EQ(lines.back()["lines"].number(), std::int64_t(lines.size()));
    std::map<std::string, std::int64_t> count;
    for (const Json& line : lines) ++count[line["kind"].text()];
    EXPECT_EQ(count["exchange"], lines.front()["manifest"]["exchanges"].number());
    EXPECT_EQ(count["url"], lines.front()["manifest"]["urls"].number());
    EXPECT_EQ(count["page"], lines.front()["manifest"]["pages"].number());
    for (const char* kind : {"value", "control", "link_place", "link_count"})
        EXPECT_GT(count[kind], 0) << kind;
    EXPECT_EQ(run_program({"capture", "export", "r1.yunshan", "-w", *workspace_}).out, end.out);
}

TEST_F(CaptureTools, AnExportTellsOfEachAddressWhereItWasFoundAndWhereItsProofLies) {
    ProgramEnd end = run_program({"capture", "export", capture()});
    std::int64_t found = 0, proven = 0, linked = 0;
    for (const Json& line : lines_of(end.out)) {
        linked += line["kind"].text() == "page" && !line["links"].items().empty();
        if (line["kind"].text() != "url") continue;
        found += line["found_on"].text().starts_with("http://");
        const Json& record = line["evidence"]["record"];
        if (!record.is_object()) continue;
        ++proven;
        EXPECT_EQ(record["file"].text(), "exchanges-0001.warc.gz");
        EXPECT_EQ(record["capture"].text(), "r1.yunshan");
        EXPECT_GT(record["length"].number(), 0);
    }
    EXPECT_GT(linked, 10);
    EXPECT_GT(found, 10);
    EXPECT_GT(proven, 10);
}

TEST_F(CaptureTools, AnExportIntoAFileIsThereAsAWholeOrNotAtAll) {
    std::string file = folder_.path("out.jsonl");
    ASSERT_EQ(run_program({"capture", "export", capture(), "-o", file}).exit_code, 0);
    EXPECT_EQ(read_text(file), run_program({"capture", "export", capture()}).out);
    std::string full = folder_.path("full.jsonl");
    ProgramEnd cut =
        run_program({"capture", "export", capture(), "-o", full}, {.file_bytes_max = 20'000});
    EXPECT_NE(cut.exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(full));
    EXPECT_EQ(run_program({"capture", "export", capture(), "-o", folder_.path("no/x")}).exit_code,
              70);
    EXPECT_EQ(run_program({"capture", "export", folder_.path("nowhere")}).exit_code, 2);
    EXPECT_EQ(run_program({"capture", "export", capture(), "--format", "csv"}).exit_code, 2);
}

TEST_F(CaptureTools, AWholeCaptureVerifiesRecordByRecord) {
    ProgramEnd end = run_program({"capture", "verify", capture(), "--deep"});
    EXPECT_EQ(end.exit_code, 0) << end.err << end.out;
    EXPECT_NE(end.out.find("逐条核对：记录 "), std::string::npos) << end.out;
    EXPECT_NE(end.out.find("损坏 0 处"), std::string::npos);
    EXPECT_NE(end.out.find("采集包完整"), std::string::npos);
}

TEST_F(CaptureTools, ADamagedRecordIsNamedAndTheOthersAreNot) {
    Json exchange;
    for (const Json& line : lines_of(run_program({"capture", "export", capture()}).out))
        if (line["kind"].text() == "exchange" && line["id"].number() == 9) exchange = line;
    auto offset = static_cast<std::size_t>(exchange["record"]["offset"].number());
    auto length = static_cast<std::size_t>(exchange["record"]["length"].number());
    std::string bytes = read_text(warc());
    bytes[offset + length / 2] = static_cast<char>(bytes[offset + length / 2] ^ 1);
    write_text(warc(), bytes);
    ProgramEnd end = run_program({"capture", "verify", capture(), "--deep"});
    EXPECT_EQ(end.exit_code, 70);
    EXPECT_NE(end.err.find("SHA-256"), std::string::npos) << end.err;
    EXPECT_NE(end.out.find("（交换 9）" + exchange["url"].text()), std::string::npos) << end.out;
    EXPECT_NE(end.out.find("损坏 1 处"), std::string::npos) << end.out;
}

TEST_F(CaptureTools, AFileThatWasCutShortNamesWhatItLost) {
    std::string bytes = read_text(warc());
    write_text(warc(), bytes.substr(0, bytes.size() / 2));
    ProgramEnd end = run_program({"capture", "verify", capture(), "--deep"});
    EXPECT_EQ(end.exit_code, 70);
    EXPECT_NE(end.out.find("the file ends before it"), std::string::npos) << end.out;
}

}  // namespace
}  // namespace duwang
