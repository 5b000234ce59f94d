// What a round says of certificates (network-tls), apart from the links that fail because of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "storage/ledger/ledger.h"
#include "tests/app/resweep_portal.h"
#include "tests/support/certificates.h"
#include "tests/support/nginx.h"

namespace duwang {
namespace {

// The portal's home page is http; what stands at its HTTPS port is the test's matter.
class TlsRound : public testing::Test {
  protected:
    void SetUp() override { certificates_.of("good"); }  // makes the file of authorities too

    // The answer of the check after a sweep; `https_port` is where port 443 leads.
    CheckResult answer_with(int https_port) {
        const std::string round = fmt::format("r{}", ++rounds_);
        const test::ProgramEnd end = test::run_program(
            {"sweep", round, "--scheme", "national-2019", "--as-of", "2026-09-30", "-w",
             portal_.workspace(), "--progress", "none", "--dns", "127.0.0.1:9", "--ca-file",
             certificates_.ca_file(), "--resolve",
             fmt::format("www.x.gov.cn:80:127.0.0.1:{}", nginx_.port("www.x.gov.cn")), "--resolve",
             fmt::format("www.x.gov.cn:443:127.0.0.1:{}", https_port)});
        EXPECT_EQ(end.exit_code, 0) << end.err;
        auto ledger = storage::Ledger::open(portal_.workspace() + "/ledger.sqlite");
        const auto results = (*ledger)->results(round);
        std::vector<CheckResult> answers;
        for (const CheckResult& result : results.value())
            if (result.check == "network-tls") answers.push_back(result);
        EXPECT_EQ(answers.size(), 1u) << "one finding for each host";
        return answers.empty() ? CheckResult{} : answers.front();
    }

    test::Portal portal_;
    test::Certificates certificates_;
    test::Nginx nginx_{{{"www.x.gov.cn", test::with_validators(portal_)}}, ""};
    int rounds_ = 0;
};

TEST_F(TlsRound, CertificatesOfAnHttpPortalAreLookedAt) {
    std::map<std::string, std::string> servers;
    for (const char* kind : {"good", "expired", "soon", "private_ca"}) {
        const test::CertificateFiles files = certificates_.of(kind);
        servers[kind] =
            fmt::format("ssl_certificate {}; ssl_certificate_key {}; location / {{ return 404; }}",
                        files.chain, files.key);
    }
    const test::Nginx https(servers);
    EXPECT_EQ(answer_with(https.port("good")).outcome, Outcome::pass);
    const CheckResult expired = answer_with(https.port("expired"));
    EXPECT_EQ(expired.outcome, Outcome::fail);
    EXPECT_EQ(expired.kind, "tls-expired");
    EXPECT_EQ(expired.object, "www.x.gov.cn#tls");
    ASSERT_EQ(expired.evidence.size(), 1u);
    EXPECT_EQ(expired.evidence.front().url, "https://www.x.gov.cn/");
    EXPECT_NE(expired.evidence.front().quote.find("SHA-256 "), std::string::npos);
    EXPECT_EQ(answer_with(https.port("soon")).kind, "tls-expires-soon");
    const CheckResult unknown = answer_with(https.port("private_ca"));
    EXPECT_EQ(unknown.outcome, Outcome::doubtful);
    EXPECT_EQ(unknown.kind, "tls-unknown-authority");
}

TEST_F(TlsRound, APortalWithoutHttpsIsAdvised) {
    const CheckResult closed = answer_with(test::free_port());
    EXPECT_EQ(closed.kind, "no-https") << closed.message;
    EXPECT_EQ(closed.evidence.size(), 2u);
    const CheckResult plain = answer_with(nginx_.port("www.x.gov.cn"));
    EXPECT_EQ(plain.kind, "no-https") << to_json(plain).dump();
}

}  // namespace
}  // namespace duwang
