// What an operator gets wrong, and what the program says about it.
#include <filesystem>
#include <fstream>

#include "tests/support/workspace_fixture.h"

namespace duwang {
namespace {

using test::ProgramEnd;
using test::run_program;
using test::write_text;

class BadInput : public testing::Test {
  protected:
    ProgramEnd run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"-w", workspace_});
        return run_program(arguments);
    }
    test::PortalWorkspace portals_;
    std::string workspace_ = portals_.make("ws");
};

TEST_F(BadInput, UnknownCommandsAndOptionsAreUsage) {
    EXPECT_EQ(run_program({}).exit_code, 2);
    EXPECT_EQ(run_program({"swep"}).exit_code, 2);
    EXPECT_EQ(run({"sweep", "r1", "--nonsense"}).exit_code, 2);
    EXPECT_EQ(run_program({"--help"}).exit_code, 0);
}

TEST_F(BadInput, NoWorkspaceSaysWhatToDo) {
    ProgramEnd end = run_program({"sweep", "r1", "-w", "/nonexistent"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("duwang init"), std::string::npos) << end.err;
}

TEST_F(BadInput, UnknownSchemeListsTheKnownOnes) {
    ProgramEnd end = run({"sweep", "r1", "--scheme", "turpan"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("turpan-2022"), std::string::npos) << end.err;
    EXPECT_EQ(run({"sweep", "r1", "--scheme", "../../etc"}).exit_code, 2);
}

TEST_F(BadInput, ANewRoundWithoutSchemeAndWrongDates) {
    EXPECT_NE(run({"sweep", "r1"}).err.find("--scheme"), std::string::npos);
    ProgramEnd end = run({"sweep", "r1", "--scheme", "turpan-2022", "--as-of", "30.9.2026"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("2026-09-30"), std::string::npos) << end.err;
    EXPECT_EQ(run({"sweep", "../up", "--scheme", "turpan-2022"}).exit_code, 2);
}

TEST_F(BadInput, ConfigurationHasFileLineAndColumn) {
    write_text(workspace_ + "/duwang.yaml", "limits:\n  pages_maximum: 5\n");
    ProgramEnd end = run({"rounds"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("duwang.yaml:2:3"), std::string::npos) << end.err;
    EXPECT_NE(end.err.find("pages_max"), std::string::npos) << end.err;
}

TEST_F(BadInput, AWrongLineInTheInventoryStoresNothing) {
    write_text(workspace_ + "/units.csv", "id,name,kind\nx,某县人民政府,county\ny,,county\n");
    write_text(workspace_ + "/sites.csv", "id,name,home,owner\n");
    write_text(workspace_ + "/columns.csv", "unit,site,kind,address\n");
    ProgramEnd refused = run({"inventory", "import"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_NE(refused.err.find("units.csv:3:2"), std::string::npos) << refused.err;
    EXPECT_NE(run({"inventory", "show"}).out.find("清河县人民政府"), std::string::npos);
    EXPECT_EQ(run({"inventory", "import", "--partial"}).exit_code, 3);
    EXPECT_NE(run({"inventory", "show"}).out.find("某县人民政府"), std::string::npos);
}

TEST_F(BadInput, WrongMarksAreRefusedWithTheirLine) {
    ASSERT_EQ(run_program(portals_.sweep(workspace_)).exit_code, 0);
    std::string marks = workspace_ + "/bad.csv";
    write_text(marks, "unit,indicator,points,reason,by,at\nqinghe,3.02,9,太多,某人,2026-09-30\n");
    ProgramEnd end = run({"marks", "import", marks, "--round", "r1"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("bad.csv"), std::string::npos) << end.err;
    write_text(marks,
               "unit,indicator,points,reason,by,at\nnobody,3.03,1,无此单位,某人,2026-09-30\n");
    end = run({"marks", "import", marks, "--round", "r1"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("nobody"), std::string::npos) << end.err;
    EXPECT_EQ(run({"marks", "import", workspace_ + "/marks.csv", "--round", "r1"}).exit_code, 0);
}

TEST_F(BadInput, UnknownRoundUnitIndicatorAndCapture) {
    ASSERT_EQ(run_program(portals_.sweep(workspace_)).exit_code, 0);
    EXPECT_EQ(run({"judge", "r9"}).exit_code, 2);
    EXPECT_EQ(run({"explain", "r1", "--unit", "nobody"}).exit_code, 2);
    EXPECT_EQ(run({"explain", "r1", "--unit", "qinghe", "--indicator", "9.99"}).exit_code, 2);
    EXPECT_EQ(run({"capture", "show", "r1.nowhere", "--exchange", "1"}).exit_code, 2);
    EXPECT_EQ(run({"capture", "verify", "r1.nowhere"}).exit_code, 2);
    EXPECT_EQ(run({"capture", "show", "r1.qinghe", "--exchange", "99999"}).exit_code, 2);
}

TEST_F(BadInput, OptionsThatContradictTheRoundAreRefused) {
    ASSERT_EQ(run_program(portals_.sweep(workspace_)).exit_code, 0);
    for (std::vector<std::string> words : {std::vector<std::string>{"--scheme", "other"},
                                           {"--as-of", "2025-01-01"},
                                           {"--unit", "nobody"},
                                           {"--site", "nowhere"},
                                           {"--dns", "not-an-address"}}) {
        words.insert(words.begin(), {"sweep", "r1"});
        EXPECT_EQ(run(words).exit_code, 2) << words[2];
    }
}

TEST_F(BadInput, HowServersAreAskedIsCheckedBeforeAnyIs) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"fetch", "http://a.gov.cn/"},
          {"check", "ipv6", "http://a.gov.cn/"},
          {"monitor", "-w", workspace_},
          {"confirm", "-w", workspace_},
          {"sweep", "r1", "--scheme", "turpan-2022", "-w", workspace_}}) {
        for (const auto& [option, value] :
             {std::pair{"--dns", "192.0.2.1:dns"}, {"--dns", "192.0.2.1:0"}, {"--ca-file", "/no/ca"}}) {
            std::vector<std::string> all = words;
            all.insert(all.end(), {option, value});
            const ProgramEnd end = run_program(all);
            EXPECT_EQ(end.exit_code, 2) << words[0] << option;
            EXPECT_NE(end.err.find(std::string(option) + " " + value), std::string::npos) << end.err;
        }
    }
    EXPECT_EQ(run({"rounds"}).out, "");  // no round was begun
    write_text(workspace_ + "/duwang.yaml", "http: {ca_file: /no/such.pem}\n");
    for (const char* command : {"monitor", "confirm"}) {
        const ProgramEnd end = run({command});
        EXPECT_EQ(end.exit_code, 2) << command;
        EXPECT_NE(end.err.find("/no/such.pem"), std::string::npos) << end.err;
    }
}

TEST_F(BadInput, WithoutASecondClientPeopleAreTold) {
    write_text(workspace_ + "/duwang.yaml", "http: {proxy: \"http://127.0.0.1:9\"}\n");
    const ProgramEnd end = run({"confirm"});
    EXPECT_EQ(end.exit_code, 0);
    EXPECT_NE(end.err.find("第二客户端"), std::string::npos) << end.err;
    write_text(workspace_ + "/duwang.yaml",
               "http: {proxy: \"http://127.0.0.1:9\"}\nconfirm: {second_client: false}\n");
    EXPECT_EQ(run({"confirm"}).err, "");
}

TEST_F(BadInput, AnOptionThatMayBeRepeatedTakesOneValue) {
    for (std::vector<std::string> words :
         {std::vector<std::string>{"confirm", "--dns", "127.0.0.1:9", "r9"},
          {"confirm", "--site", "qinghe", "r9"},
          {"links", "--class", "broken", "--site", "qinghe", "r9"},
          {"sweep", "--scheme", "turpan", "r9"},
          {"sweep", "--unit", "qinghe", "--resolve", "*:80:127.0.0.1:9", "r9"}}) {
        const ProgramEnd end = run(words);
        EXPECT_EQ(end.exit_code, 2) << words[0];
        EXPECT_EQ(end.err.find("round is required"), std::string::npos) << end.err;
        EXPECT_NE(end.err.find(words[0] == "sweep" && words[1] == "--scheme" ? "turpan" : "r9"),
                  std::string::npos)
            << end.err;
    }
}

TEST_F(BadInput, TheDemoLeavesOtherWorkspacesAlone) {
    ProgramEnd end = run_program({"demo", workspace_});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("name a new folder"), std::string::npos) << end.err;
}

TEST_F(BadInput, AnAlteredCaptureIsNotJudged) {
    ASSERT_EQ(run_program(portals_.sweep(workspace_)).exit_code, 0);
    std::ofstream(workspace_ + "/captures/r1/r1.qinghe/facts.sqlite", std::ios::app) << "x";
    ProgramEnd end = run({"judge", "r1"});
    EXPECT_EQ(end.exit_code, 70);
    EXPECT_NE(end.err.find("facts.sqlite"), std::string::npos) << end.err;
}

TEST_F(BadInput, AChangedCaptureIsNoticed) {
    ASSERT_EQ(run_program(portals_.sweep(workspace_)).exit_code, 0);
    std::string warc = workspace_ + "/captures/r1/r1.qinghe/exchanges-0001.warc.gz";
    std::string bytes = test::read_text(warc);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_text(warc, bytes);
    ProgramEnd end = run({"capture", "verify", "r1.qinghe"});
    EXPECT_EQ(end.exit_code, 70);
    EXPECT_NE(end.err.find("SHA-256"), std::string::npos) << end.err;
}

}  // namespace
}  // namespace duwang
