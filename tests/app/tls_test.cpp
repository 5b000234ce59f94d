// `duwang check tls` and `fetch` against a real nginx with certificates of every kind.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/json.h"
#include "storage/capture/gzip.h"
#include "tests/support/certificates.h"
#include "tests/support/nginx.h"
#include "tests/support/program.h"

namespace duwang {
namespace {

using test::run_program;

std::string server_block(const test::CertificateFiles& files, const std::string& more = "") {
    return fmt::format(
        "ssl_certificate {}; ssl_certificate_key {}; {}\nlocation / {{ return 200 "
        "'<title>secure</title>'; }}",
        files.chain, files.key, more);
}

// One authority and one nginx for all tests of this file: making them takes a second.
class Tls : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        certificates_ = new test::Certificates;
        std::map<std::string, std::string> servers;
        for (const char* kind : {"good", "expired", "not_yet_valid", "self_signed", "wrong_name",
                                 "incomplete", "with_intermediate", "private_ca", "soon"})
            servers[kind] = server_block(certificates_->of(kind));
        servers["old"] = server_block(certificates_->of("good"),
                                      "ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;");
        servers["tls13"] = server_block(certificates_->of("good"), "ssl_protocols TLSv1.3;");
        servers["tls12"] = server_block(certificates_->of("good"), "ssl_protocols TLSv1.2;");
        const test::CertificateFiles good = certificates_->of("good");
        servers["silent"] =
            fmt::format("ssl_certificate {}; ssl_certificate_key {}; location / {{ return 444; }}",
                        good.chain, good.key);
        nginx_ = new test::Nginx(servers);
    }
    static void TearDownTestSuite() {
        delete nginx_;
        delete certificates_;
    }

    Json ask(std::vector<std::string> command, const std::string& server, int exit_code) const {
        for (const char* word :
             {"https://www.x.gov.cn/", "--json", "--timeout", "10", "--dns", "127.0.0.1:9"})
            command.emplace_back(word);
        command.insert(command.end(),
                       {"--ca-file", certificates_->ca_file(), "--resolve",
                        fmt::format("www.x.gov.cn:443:127.0.0.1:{}", nginx_->port(server))});
        test::ProgramEnd end = run_program(command);
        EXPECT_EQ(end.exit_code, exit_code) << server << end.err << end.out;
        auto answer = Json::parse(end.out);
        return answer ? *answer : Json();
    }

    static test::Certificates* certificates_;
    static test::Nginx* nginx_;
};
test::Certificates* Tls::certificates_ = nullptr;
test::Nginx* Tls::nginx_ = nullptr;

struct Row {
    const char* server;
    const char* reason;  // "" where it is fine
    const char* problem;
    std::size_t chain;
};

std::vector<std::string> problems_of(const Json& answer) {
    std::vector<std::string> problems;
    for (const Json& problem : answer["problems"].items()) problems.push_back(problem.text());
    return problems;
}

// The records of a WARC file, one after the other.
std::string records_of(const std::string& path) {
    std::string file = test::read_text(path), records;
    for (std::size_t at = 0; at < file.size();) {
        auto next = file.find("\x1f\x8b\x08", at + 1);
        auto record = storage::read_gzip_member(file.substr(at, next - at), 1 << 20);
        if (record) records += *record;
        at = std::min(next, file.size());
    }
    return records;
}

TEST_F(Tls, EveryKindOfCertificateIsToldApart) {
    for (const Row& row : {Row{"good", "", "", 1}, Row{"with_intermediate", "", "", 2},
                           Row{"soon", "", "", 1}, Row{"expired", "tls_expired", "expired", 1},
                           Row{"not_yet_valid", "tls_expired", "not_yet_valid", 1},
                           Row{"self_signed", "tls_self_signed", "self_signed", 1},
                           Row{"wrong_name", "tls_name_mismatch", "name_mismatch", 1},
                           Row{"incomplete", "tls_incomplete_chain", "incomplete_chain", 1},
                           Row{"private_ca", "tls_incomplete_chain", "unknown_authority", 2}}) {
        bool fine = *row.reason == '\0';
        Json answer = ask({"check", "tls"}, row.server, fine ? 0 : 1);
        EXPECT_EQ(answer["verdict"].text(), fine ? "pass" : "fail") << row.server;
        EXPECT_EQ(answer["reason"].text(), row.reason) << row.server;
        auto expected = fine ? std::vector<std::string>{} : std::vector<std::string>{row.problem};
        EXPECT_EQ(problems_of(answer), expected) << row.server;
        ASSERT_EQ(answer["chain"].items().size(), row.chain) << row.server;
        const Json& leaf = answer["chain"].items().front();
        std::string host =
            std::string(row.server) == "wrong_name" ? "www.y.gov.cn" : "www.x.gov.cn";
        EXPECT_NE(leaf["subject"].text().find("CN=" + host), std::string::npos) << leaf.dump();
        EXPECT_EQ(leaf["names"].items().at(0).text(), host);
        EXPECT_EQ(leaf["sha256"].text().size(), 64u);
        EXPECT_FALSE(answer["not_after"].is_null()) << "also of what is refused";
    }
}

TEST_F(Tls, ValidityIsCountedInDays) {
    Json soon = ask({"check", "tls"}, "soon", 0);
    EXPECT_NEAR(static_cast<double>(soon["days_left"].number()), 10, 1);
    EXPECT_NE(soon["warnings"].dump().find("tls_expires_soon"), std::string::npos) << soon.dump();
    EXPECT_LT(ask({"check", "tls"}, "expired", 1)["days_left"].number(), 0);
    Json good = ask({"check", "tls"}, "good", 0);
    EXPECT_NEAR(static_cast<double>(good["days_left"].number()), 300, 1);
    EXPECT_EQ(good["warnings"].items().size(), 0u) << good.dump();
    EXPECT_NE(good["chain"].items().at(0)["subject"].text().find("湖泊县人民政府"),
              std::string::npos);
}

TEST_F(Tls, ACertificateIsInOrderAlsoWhereNothingIsAnswered) {
    const Json silent = ask({"check", "tls"}, "silent", 0);
    EXPECT_EQ(silent["verdict"].text(), "pass") << silent.dump();
    EXPECT_GT(silent["days_left"].number(), 290);
    EXPECT_EQ(silent["chain"].items().size(), 1u);
}

TEST_F(Tls, ProtocolsAreTold) {
    EXPECT_EQ(ask({"check", "tls"}, "tls13", 0)["protocol"].text(), "TLSv1.3");
    Json older = ask({"check", "tls"}, "tls12", 0);
    EXPECT_EQ(older["protocol"].text(), "TLSv1.2");
    EXPECT_FALSE(older["cipher"].text().empty());
    Json old = ask({"check", "tls"}, "old", 1);
    EXPECT_EQ(old["reason"].text(), "tls_handshake");
    EXPECT_EQ(problems_of(old), std::vector<std::string>{"old_protocol"}) << old.dump();
}

TEST_F(Tls, FetchTrustsTheFileAndSpeaksHttp2) {
    Json answer = ask({"fetch"}, "with_intermediate", 0);
    EXPECT_EQ(answer["class"].text(), "ok");
    EXPECT_EQ(answer["protocol"].text(), "h2");
    EXPECT_EQ(answer["title"].text(), "secure");
    EXPECT_EQ(answer["tls"]["chain"].items().size(), 2u);
    EXPECT_TRUE(answer["tls"]["problems"].items().empty());
    test::TempFolder folder;
    ask({"fetch", "--warc", folder.path("x.warc.gz")}, "good", 0);
    EXPECT_NE(records_of(folder.path("x.warc.gz")).find("WARC-Protocol: h2\r\n"),
              std::string::npos);
    Json refused = ask({"fetch"}, "private_ca", 1);
    EXPECT_EQ(refused["class"].text(), "tls_incomplete_chain");
    EXPECT_EQ(refused["tls"]["chain"].items().size(), 2u);
}

TEST_F(Tls, AServerWithoutTlsIsToldSo) {
    test::Nginx plain({{"plain", "location / { return 200 'x'; }"}}, "");
    test::ProgramEnd end = run_program(
        {"check", "tls", "https://www.x.gov.cn/", "--json", "--dns", "127.0.0.1:9", "--resolve",
         fmt::format("www.x.gov.cn:443:127.0.0.1:{}", plain.port("plain"))});
    EXPECT_EQ(end.exit_code, 1) << end.out;
    EXPECT_NE(end.out.find("\"no_tls\""), std::string::npos) << end.out;
}

}  // namespace
}  // namespace duwang
