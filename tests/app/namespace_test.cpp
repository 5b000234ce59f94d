// Networks as they can be: IPv6 only, IPv6 that leads nowhere, no IPv6 at all. Each runs in a
// network namespace of its own, with the addresses a site would really have.
#include "tests/support/namespace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/json.h"

namespace duwang {
namespace {

// Public addresses that only exist in the namespace.
constexpr const char* v4 = "ip addr add 203.107.1.7/32 dev lo\n";
constexpr const char* v6 = "ip -6 addr add 2400:da00::7/128 dev lo nodad\n";
const std::string both_families = std::string(v4) + v6;

Json ask(const std::string& network, const std::string& web, const std::string& names,
         const std::string& command, int exit_code) {
    std::string script =
        fmt::format("{}{} '{}' '{}' {} {} --json --dns '{{dns}}' --timeout 6\n", network,
                    DUWANG_NAMESPACE_HELPER, web, names, DUWANG_PROGRAM, command);
    test::ProgramEnd end = test::run_in_namespace(script);
    EXPECT_EQ(end.exit_code, exit_code) << script << end.err << end.out;
    auto answer = Json::parse(end.out);
    return answer ? *answer : Json();
}

TEST(Namespace, ASiteOnIpv6OnlyIsReached) {
    Json told = ask(both_families, "2400:da00::7", "www.x.gov.cn=2400:da00::7",
                    "fetch http://www.x.gov.cn/", 0);
    EXPECT_EQ(told["class"].text(), "ok");
    EXPECT_EQ(told["connected_to"].text(), "[2400:da00::7]:80");
    EXPECT_EQ(told["title"].text(), "湖泊县");
    Json ipv6 = ask(both_families, "2400:da00::7", "www.x.gov.cn=2400:da00::7",
                    "check ipv6 http://www.x.gov.cn/", 0);
    EXPECT_EQ(ipv6["verdict"].text(), "pass");
    EXPECT_EQ(ipv6["a"]["rcode"].text(), "NOERROR");
    EXPECT_TRUE(ipv6["a"]["addresses"].items().empty());
    EXPECT_EQ(ipv6["v4"]["class"].text(), "dns_nodata");
}

// Packets to the address vanish: a connection neither comes nor fails.
TEST(Namespace, AnAaaaThatHangsDoesNotMakeASiteDead) {
    std::string network = both_families +
                          "ip link add out type veth peer name far\n"
                          "ip link set out up\nip link set far up\n"
                          "ip -6 addr add 2400:da00:1::1/64 dev out nodad\n"
                          "ip -6 neigh add 2400:da00:1::7 lladdr 02:00:00:00:00:01 dev out\n";
    std::string names = "www.x.gov.cn=203.107.1.7,2400:da00:1::7";
    Json told = ask(network, "203.107.1.7", names, "fetch http://www.x.gov.cn/", 0);
    EXPECT_EQ(told["class"].text(), "ok");
    EXPECT_EQ(told["connected_to"].text(), "203.107.1.7:80");
    Json hung = ask(network, "203.107.1.7", names, "fetch http://www.x.gov.cn/ --ipv6", 1);
    EXPECT_EQ(hung["class"].text(), "connect_timeout");
}

TEST(Namespace, AnAddressThatRefusesIsFollowedByTheNext) {
    Json told = ask(both_families, "2400:da00::7", "www.x.gov.cn=203.107.1.7,2400:da00::7",
                    "fetch http://www.x.gov.cn/", 0);
    EXPECT_EQ(told["connected_to"].text(), "[2400:da00::7]:80");
    EXPECT_EQ(told["class"].text(), "ok_with_warning");
    EXPECT_EQ(told["warnings"].items().at(0).text(), "address_failed: 203.107.1.7 connect_refused");
}

TEST(Namespace, WithoutIpv6OnThisMachineNothingIsSaidAboutTheSites) {
    std::string network = std::string(v4) + "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6\n";
    std::string names = "www.x.gov.cn=203.107.1.7,2400:da00::7";
    Json told = ask(network, "203.107.1.7", names, "fetch http://www.x.gov.cn/", 0);
    EXPECT_EQ(told["class"].text(), "ok");
    Json ipv6 = ask(network, "203.107.1.7", names, "check ipv6 http://www.x.gov.cn/", 0);
    EXPECT_EQ(ipv6["verdict"].text(), "not_determined");
    EXPECT_EQ(ipv6["reason"].text(), "own_ipv6");
    EXPECT_EQ(ipv6["v4"]["class"].text(), "ok");
    EXPECT_EQ(ipv6["aaaa"]["addresses"].items().at(0).text(), "2400:da00::7");
}

}  // namespace
}  // namespace duwang
