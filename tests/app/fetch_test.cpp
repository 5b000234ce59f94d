// `duwang fetch`, `duwang check` and `inspect robots --origin` against the demo's portals.
#include <gtest/gtest.h>

#include "app/demo/portals.h"
#include "app/demo/server.h"
#include "core/json.h"
#include "storage/capture/gzip.h"
#include "storage/capture/warc.h"
#include "tests/support/dns_server.h"
#include "tests/support/program.h"

namespace duwang {
namespace {

using test::ProgramEnd;
using test::run_program;

class Fetch : public testing::Test {
  protected:
    ProgramEnd run(std::vector<std::string> arguments) const {
        std::string port = std::to_string(server_->port());
        arguments.insert(arguments.end(), {"--resolve", "www.qinghe.gov.cn:80:127.0.0.1:" + port,
                                           "--dns", "127.0.0.1:9", "--timeout", "5"});
        return run_program(arguments);
    }
    Json json(std::vector<std::string> arguments, int exit_code) const {
        arguments.emplace_back("--json");
        ProgramEnd end = run(std::move(arguments));
        EXPECT_EQ(end.exit_code, exit_code) << end.err;
        auto answer = Json::parse(end.out);
        return answer ? *answer : Json();
    }
    std::unique_ptr<demo::DemoServer> server_ = demo::DemoServer::start(demo::answer).value();
    const std::string home_ = "http://www.qinghe.gov.cn/";
};

TEST_F(Fetch, TellsAnExchangeInFull) {
    Json answer = json({"fetch", home_}, 0);
    EXPECT_EQ(answer["class"].text(), "ok");
    EXPECT_EQ(answer["status"].number(), 200);
    EXPECT_EQ(answer["final_url"].text(), home_);
    EXPECT_EQ(answer["chain"].items().size(), 1u);
    EXPECT_EQ(answer["addresses"].items().at(0).text(), "127.0.0.1");
    EXPECT_EQ(answer["connected_to"].text(), "127.0.0.1:" + std::to_string(server_->port()));
    EXPECT_GT(answer["bytes"]["decoded"].number(), 0);
    EXPECT_FALSE(answer["headers"].items().empty());
    EXPECT_FALSE(answer["title"].text().empty());
    EXPECT_TRUE(answer["tls"].is_null());
}

TEST_F(Fetch, ANegativeFindingIsExitOne) {
    EXPECT_EQ(json({"fetch", home_ + "nowhere.html"}, 1)["class"].text(), "http_404");
    EXPECT_EQ(
        json({"fetch", "http://127.0.0.1:" + std::to_string(server_->port()) + "/"}, 1)["class"]
            .text(),
        "blocked_target");
    EXPECT_EQ(json({"fetch", home_, "--ipv6"}, 1)["class"].text(), "dns_nodata");
}

TEST_F(Fetch, AddressesAndNetworksCanBeAllowed) {
    std::string port = std::to_string(server_->port());
    for (const std::string& allowed : {std::string("127.0.0.1"), "127.0.0.1:" + port,
                                       std::string("127.0.0.0/8"), std::string("0.0.0.0/0")}) {
        Json answer =
            json({"fetch", "http://127.0.0.1:" + port + "/", "--allow-address", allowed}, 1);
        EXPECT_EQ(answer["class"].text(), "http_404") << allowed;
    }
    for (const char* refused : {"127.0.0.2", "127.0.0.1:1", "128.0.0.0/8", "::/0"}) {
        Json answer =
            json({"fetch", "http://127.0.0.1:" + port + "/", "--allow-address", refused}, 1);
        EXPECT_EQ(answer["class"].text(), "blocked_target") << refused;
    }
    EXPECT_EQ(run({"fetch", home_, "--allow-address", "127.0.0.1/33"}).exit_code, 2);
}

TEST_F(Fetch, HeadHasNoBodyAndSizeHasALimit) {
    EXPECT_EQ(json({"fetch", home_, "--head"}, 0)["bytes"]["wire"].number(), 0);
    Json cut = json({"fetch", home_, "--max-bytes", "100"}, 1);
    EXPECT_EQ(cut["class"].text(), "partial");
    EXPECT_EQ(cut["bytes"]["wire"].number(), 100);
}

TEST_F(Fetch, WarcHoldsTheExchange) {
    test::TempFolder folder;
    std::string path = folder.path("one.warc.gz");
    json({"fetch", home_, "--warc", path}, 0);
    std::string file = test::read_text(path);
    auto info = storage::read_gzip_member(file, 1 << 20);
    ASSERT_TRUE(info);
    EXPECT_TRUE(info->starts_with("WARC/1.1")) << *info;
    EXPECT_EQ(storage::parse_record(*info).value().type, "warcinfo");
    EXPECT_EQ(run({"fetch", home_, "--warc", "/nonexistent/x.warc.gz"}).exit_code, 70);
}

TEST_F(Fetch, UsageIsTold) {
    EXPECT_EQ(run({"fetch"}).exit_code, 2);
    EXPECT_EQ(run({"fetch", "www.qinghe.gov.cn"}).exit_code, 2);
    EXPECT_EQ(run({"fetch", home_, "--ca-file", "/nonexistent"}).exit_code, 2);
    EXPECT_EQ(run({"check", "tls", home_}).exit_code, 2);
    EXPECT_EQ(run({"check"}).exit_code, 2);
}

TEST_F(Fetch, RobotsOfAnOrigin) {
    Json answer = json({"inspect", "robots", "--origin", home_, home_}, 0);
    EXPECT_TRUE(answer["allowed"].boolean());
    EXPECT_FALSE(answer["sitemaps"].is_null());
}

TEST_F(Fetch, CheckIpv6TellsBothFamilies) {
    // With an address of --resolve nobody asked DNS, so nothing is said about AAAA.
    Json answer = json({"check", "ipv6", home_}, 0);
    EXPECT_EQ(answer["v4"]["class"].text(), "ok");
    EXPECT_EQ(answer["a"]["rcode"].text(), "NOERROR");
    EXPECT_EQ(answer["verdict"].text(), "not_determined");
    EXPECT_EQ(answer["reason"].text(), "probe_missing");
    EXPECT_TRUE(answer["v6"].is_null());
    if (!server_->has_ipv6()) return;
    std::string v6 = "www.qinghe.gov.cn:80:[::1]:" + std::to_string(server_->port());
    Json both = json({"check", "ipv6", home_, "--resolve", v6}, 0);
    EXPECT_EQ(both["verdict"].text(), "pass");
    EXPECT_EQ(both["v6"]["class"].text(), "ok");
    EXPECT_EQ(both["similarity"].number(), 100);
}

TEST_F(Fetch, CheckTlsWithoutTlsIsNotDetermined) {
    std::string port = std::to_string(server_->port());
    ProgramEnd end = run({"check", "tls", "https://www.qinghe.gov.cn/", "--json", "--resolve",
                          "www.qinghe.gov.cn:443:127.0.0.1:1"});
    EXPECT_EQ(end.exit_code, 0) << end.out;
    EXPECT_NE(end.out.find("connect_refused"), std::string::npos) << end.out;
}

TEST(Dns, WhatTheNameServerSaidIsTold) {
    test::DnsServer server([](const test::DnsQuestion& question) {
        test::DnsReply reply;
        reply.cnames = {"x.cdn.cn"};
        reply.addresses = {"127.0.0.1"};
        if (question.type == "AAAA") reply.rcode = 2;
        if (question.name == "refused.x.cn") reply.rcode = 5;
        return reply;
    });
    ProgramEnd end = run_program({"check", "ipv6", "http://www.x.cn:1/", "--json", "--dns",
                                  server.endpoint(), "--allow-address", "127.0.0.1"});
    Json answer = Json::parse(end.out).value();
    EXPECT_EQ(answer["a"]["rcode"].text(), "NOERROR");
    EXPECT_EQ(answer["a"]["cname"].items().at(0).text(), "x.cdn.cn");
    EXPECT_EQ(answer["aaaa"]["rcode"].text(), "SERVFAIL");
    EXPECT_EQ(answer["verdict"].text(), "not_determined") << "a failing server is no missing AAAA";
    end = run_program({"fetch", "http://refused.x.cn/", "--json", "--dns", server.endpoint()});
    answer = Json::parse(end.out).value();
    EXPECT_EQ(answer["class"].text(), "dns_error");
    EXPECT_EQ(answer["dns"].items().at(0)["rcode"].text(), "REFUSED");
    EXPECT_EQ(answer["dns"].items().at(0)["server"].text(), server.endpoint());
}

}  // namespace
}  // namespace duwang
