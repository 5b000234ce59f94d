// `duwang fetch --proxy`: by HTTP and by SOCKS, and what is said when the proxy fails.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/json.h"
#include "storage/capture/gzip.h"
#include "storage/capture/warc.h"
#include "tests/support/certificates.h"
#include "tests/support/nginx.h"
#include "tests/support/proxy_server.h"
#include "tests/support/script_server.h"

namespace duwang {
namespace {

using test::ProxyServer;

const std::string answer =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n<title>by</title>";

Json fetch(const std::string& url, const std::string& proxy, std::vector<std::string> more,
           int exit_code) {
    std::vector<std::string> command{"fetch",     url, "--json",  "--dns", "127.0.0.1:9",
                                     "--timeout", "5", "--proxy", proxy};
    command.insert(command.end(), more.begin(), more.end());
    test::ProgramEnd end = test::run_program(command);
    EXPECT_EQ(end.exit_code, exit_code) << end.err << end.out;
    auto told = Json::parse(end.out);
    return told ? *told : Json();
}

class Proxy : public testing::Test {
  protected:
    test::ScriptServer site_{[](const test::ScriptRequest&) {
        test::ScriptReply reply;
        reply.bytes = answer;
        return reply;
    }};
    ProxyServer proxy_{site_.port()};
    std::string address_ = fmt::format("127.0.0.1:{}", proxy_.port());
    std::vector<std::string> resolve_{"--resolve", "www.x.gov.cn:80:192.0.2.7"};
};

TEST_F(Proxy, EverythingGoesThroughItAndIsRecordedSo) {
    test::TempFolder folder;
    std::string warc = folder.path("x.warc.gz");
    auto more = resolve_;
    more.insert(more.end(), {"--warc", warc});
    Json told = fetch("http://www.x.gov.cn/a", "http://user:secret@" + address_, more, 0);
    EXPECT_EQ(told["title"].text(), "by");
    EXPECT_EQ(told["proxy"].text(), "http://" + address_) << "without the secret";
    EXPECT_EQ(proxy_.log(), std::vector<std::string>{"GET http://www.x.gov.cn/a"});
    std::string file = test::read_text(warc);
    std::string first = storage::read_gzip_member(file, 1 << 20).value();
    EXPECT_EQ(first.find("WARC-IP-Address"), std::string::npos) << "the proxy's is not the site's";
}

TEST_F(Proxy, SocksGetsTheName) {
    Json told = fetch("http://www.x.gov.cn/", "socks5h://" + address_, resolve_, 0);
    EXPECT_EQ(told["title"].text(), "by");
    EXPECT_EQ(proxy_.log(), std::vector<std::string>{"SOCKS www.x.gov.cn:80"});
}

TEST_F(Proxy, NamesAreStillCheckedHere) {
    Json told = fetch("http://10.0.0.1/", "http://" + address_, {}, 1);
    EXPECT_EQ(told["class"].text(), "blocked_target");
    EXPECT_EQ(fetch("http://nowhere.x.gov.cn/", "http://" + address_, {}, 1)["class"].text(),
              "dns_error");
    EXPECT_TRUE(proxy_.log().empty());
}

TEST_F(Proxy, ItsOwnFailuresAreNotTheSites) {
    Json told = fetch("http://www.x.gov.cn/", "http://127.0.0.1:1", resolve_, 1);
    EXPECT_EQ(told["class"].text(), "proxy_error");
    ProxyServer refusing(site_.port(), ProxyServer::Manner::refuse);
    told = fetch("https://www.x.gov.cn/", fmt::format("http://127.0.0.1:{}", refusing.port()),
                 {"--resolve", "www.x.gov.cn:443:192.0.2.7"}, 1);
    EXPECT_EQ(told["class"].text(), "proxy_error");
    EXPECT_EQ(fetch("http://www.x.gov.cn/", "ftp://127.0.0.1:1", {}, 2).dump(), "null");
}

// What came through it would be taken for an answer over IPv6.
TEST_F(Proxy, CannotBeToldTheFamilyOfTheAddress) {
    ProxyServer proxy(site_.port());
    Json told = fetch("http://www.x.gov.cn/", fmt::format("http://127.0.0.1:{}", proxy.port()),
                      {"--ipv6", "--resolve", "www.x.gov.cn:80:[2001:db8::7]"}, 1);
    EXPECT_EQ(told["class"].text(), "proxy_error");
    EXPECT_TRUE(proxy.log().empty());
}

TEST_F(Proxy, TunnelsTlsToTheSiteItself) {
    test::Certificates certificates;
    test::CertificateFiles files = certificates.of("good");
    test::Nginx nginx(
        {{"good", fmt::format("ssl_certificate {}; ssl_certificate_key {};\nlocation / {{ "
                              "return 200 '<title>tunnel</title>'; }}",
                              files.chain, files.key)}});
    ProxyServer proxy(nginx.port("good"));
    Json told =
        fetch("https://www.x.gov.cn/", fmt::format("http://127.0.0.1:{}", proxy.port()),
              {"--resolve", "www.x.gov.cn:443:192.0.2.7", "--ca-file", certificates.ca_file()}, 0);
    EXPECT_EQ(told["title"].text(), "tunnel");
    EXPECT_EQ(told["tls"]["chain"].items().size(), 1u);
    EXPECT_EQ(proxy.log(), std::vector<std::string>{"CONNECT www.x.gov.cn:443"});
    for (const Json& header : told["headers"].items()) EXPECT_NE(header["name"].text(), "X-Proxy");
}

}  // namespace
}  // namespace duwang
