// IPv6 as it can be (IPv6 支持度), each in a network namespace of its own with the addresses, name
// servers and web servers a site would really have.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/decimal.h"
#include "core/json.h"
#include "tests/support/namespace.h"

namespace duwang {
namespace {

struct Situation {
    std::string web = "203.107.1.7,2400:da00::7";
    std::string names = "www.x.gov.cn=203.107.1.7,2400:da00::7";
    std::string network;  // shell commands after the usual addresses are there
    std::string options = "--links 0";
    int exit_code = 0;
    std::string verdict = "pass";
    std::string reason;
};

constexpr const char* addresses =
    "ip addr add 203.107.1.7/32 dev lo\n"
    "ip -6 addr add 2400:da00::7/128 dev lo nodad\n"
    "ip -6 addr add 2400:da00::53/128 dev lo nodad\n";
// Packets to 2400:da00:1::/64 vanish: neither an answer nor an error comes back.
constexpr const char* black_hole =
    "ip link add out type veth peer name far\n"
    "ip link set out up\nip link set far up\n"
    "ip -6 addr add 2400:da00:1::1/64 dev out nodad\n"
    "ip -6 neigh add 2400:da00:1::7 lladdr 02:00:00:00:00:01 dev out\n"
    "ip -6 neigh add 2400:da00:1::53 lladdr 02:00:00:00:00:01 dev out\n";

Json told_of(const Situation& situation) {
    std::string script = fmt::format(
        "{}{}{} '{}' '{}' {} check ipv6 http://www.x.gov.cn/ --json --dns '{{dns}}' --timeout 1 "
        "--probes 4 --delay 100 {}\n",
        addresses, situation.network, DUWANG_NAMESPACE_HELPER, situation.web, situation.names,
        DUWANG_PROGRAM, situation.options);
    test::ProgramEnd end = test::run_in_namespace(script);
    EXPECT_EQ(end.exit_code, situation.exit_code) << script << end.err << end.out;
    auto answer = Json::parse(end.out);
    if (!answer) return {};
    EXPECT_EQ((*answer)["verdict"].text(), situation.verdict) << end.out;
    EXPECT_EQ((*answer)["reason"].text(), situation.reason) << end.out;
    return *answer;
}

std::string numbers(const Json& list) {
    std::string text;
    for (const Json& one : list.items()) text += std::to_string(one.number()) + " ";
    return text;
}

TEST(Ipv6Network, BothFamiliesServeTheSame) {
    Json told = told_of({});
    for (const char* family : {"v4", "v6"}) {
        EXPECT_EQ(told[family]["asked"].number(), 4) << family;
        EXPECT_EQ(told[family]["success_percent"].text(), "100.0") << family;
        EXPECT_EQ(numbers(told["ports"][family + std::string("_open")]), "80 ") << family;
    }
    EXPECT_EQ(told["content"]["distance_bits"].number(-1), 0);
    EXPECT_EQ(told["content"]["noise_bits"].number(-1), 0);
}

TEST(Ipv6Network, Ipv4OnlyHasNoAaaa) {
    Situation v4_only;
    v4_only.web = "203.107.1.7";
    v4_only.names = "www.x.gov.cn=203.107.1.7;www.gov.cn=2400:da00::7";  // AAAA do come through
    v4_only.exit_code = 1;
    v4_only.verdict = "fail";
    v4_only.reason = "no_aaaa";
    Json told = told_of(v4_only);
    EXPECT_EQ(told["v4"]["class"].text(), "ok");
    EXPECT_TRUE(told["v6"].is_null());
    EXPECT_TRUE(told["links_v6"].is_null());
}

TEST(Ipv6Network, Ipv6OnlyIsFine) {
    Situation v6_only;
    v6_only.web = "2400:da00::7";
    v6_only.names = "www.x.gov.cn=2400:da00::7";
    Json told = told_of(v6_only);
    EXPECT_EQ(told["v4"]["class"].text(), "dns_nodata");
    EXPECT_EQ(told["v6"]["good"].number(), 4);
    EXPECT_TRUE(told["content"]["noise_bits"].is_null()) << "no page over IPv4 to compare with";
}

TEST(Ipv6Network, AddressesNobodyCanReachAreNoSupport) {
    Situation ula;
    ula.names = "www.x.gov.cn=203.107.1.7,fd00::7,fe80::7,::ffff:203.107.1.7";
    ula.exit_code = 1;
    ula.verdict = "fail";
    ula.reason = "aaaa_not_global";
    Json told = told_of(ula);
    std::string kinds;
    for (const Json& one : told["aaaa"]["unusable"].items()) kinds += one["kind"].text() + " ";
    EXPECT_EQ(kinds, "unique_local link_local v4_mapped ");
    EXPECT_TRUE(told["v6"].is_null());
}

// 64:ff9b:: is what the translator of our own network makes up for sites without IPv6.
TEST(Ipv6Network, AddressesOfOurOwnTranslatorSayNothing) {
    Situation nat64;
    nat64.names = "www.x.gov.cn=203.107.1.7,64:ff9b::cb6b:107";
    nat64.verdict = "not_determined";
    nat64.reason = "own_network";
    told_of(nat64);
}

TEST(Ipv6Network, EveryAddressIsTriedOnBothPorts) {
    Situation one_dead;
    one_dead.network = "ip -6 addr add 2400:da00::8/128 dev lo nodad\n";
    one_dead.names = "www.x.gov.cn=203.107.1.7,2400:da00::8,2400:da00::7";
    std::string seen;
    const Json told = told_of(one_dead);
    for (const Json& one : told["ports"]["all"].items())
        seen += fmt::format("{} {} {}\n", one["address"].text(), one["port"].number(),
                            one["connect"].text());
    EXPECT_EQ(seen,
              "2400:da00::8 80 connect_refused\n2400:da00::7 80 ok\n"
              "2400:da00::8 443 connect_refused\n2400:da00::7 443 connect_refused\n"
              "203.107.1.7 80 ok\n203.107.1.7 443 connect_refused\n");
}

// Connections hang. Nothing else has shown that our own IPv6 works, so nobody is blamed.
TEST(Ipv6Network, APathThatSwallowsPacketsIsNotDetermined) {
    Situation hung;
    hung.network = black_hole;
    hung.names = "www.x.gov.cn=203.107.1.7,2400:da00:1::7";
    hung.verdict = "not_determined";
    hung.reason = "own_ipv6";
    Json told = told_of(hung);
    EXPECT_EQ(told["v6"]["class"].text(), "connect_timeout");
    EXPECT_EQ(told["v6"]["asked"].number(), 3) << "left alone after three failures in a row";
    EXPECT_TRUE(told["v6"]["ended_early"].boolean());
    EXPECT_EQ(told["v4"]["success_percent"].text(), "100.0");
}

// The same with a name server of the zone that does answer over IPv6: now it is the site.
TEST(Ipv6Network, APathThatSwallowsPacketsIsTheSitesWhenOursIsProven) {
    Situation hung;
    hung.network = black_hole;
    hung.names =
        "www.x.gov.cn=203.107.1.7,2400:da00:1::7;NS x.gov.cn=ns.x.gov.cn;"
        "ns.x.gov.cn=2400:da00::53;@=2400:da00::53";
    hung.exit_code = 1;
    hung.verdict = "fail";
    hung.reason = "connect_timeout";
    told_of(hung);
}

TEST(Ipv6Network, AServerThatTakesRequestsAndNeverAnswersFails) {
    Situation mute;
    mute.web = "203.107.1.7,2400:da00::7=mute";
    mute.names =
        "www.x.gov.cn=203.107.1.7,2400:da00::7;NS x.gov.cn=ns.x.gov.cn;"
        "ns.x.gov.cn=2400:da00::53;@=2400:da00::53";
    mute.exit_code = 1;
    mute.verdict = "fail";
    mute.reason = "timeout";
    Json told = told_of(mute);
    EXPECT_EQ(told["v6"]["success_percent"].text(), "0.0");
    EXPECT_EQ(numbers(told["ports"]["v6_open"]), "80 ");
}

TEST(Ipv6Network, OtherContentOverIpv6IsSeen) {
    Situation other;
    other.web = "203.107.1.7,2400:da00::7=other";
    Json told = told_of(other);
    EXPECT_GE(told["content"]["distance_bits"].number(), 12);
    EXPECT_EQ(told["content"]["noise_bits"].number(-1), 0);
}

TEST(Ipv6Network, AnotherStatusOverIpv6Fails) {
    Situation gone;
    gone.web = "203.107.1.7,2400:da00::7=gone";
    gone.exit_code = 1;
    gone.verdict = "fail";
    gone.reason = "http_404";
    Json told = told_of(gone);
    EXPECT_EQ(told["v4"]["status"].number(), 200);
    EXPECT_EQ(told["v6"]["answered"].number(), 4);
    EXPECT_EQ(told["v6"]["good"].number(), 0);
}

TEST(Ipv6Network, SuccessAndDelaysAreMeasuredOverManyRequests) {
    Situation flaky;
    flaky.web = "203.107.1.7,2400:da00::7=flaky";
    EXPECT_EQ(told_of(flaky)["v6"]["success_percent"].text(), "50.0");
    Situation slow;
    slow.web = "203.107.1.7=brisk,2400:da00::7=slow";
    Json told = told_of(slow);
    auto percent = Decimal::parse(told["delay"]["first_byte_percent"].text());
    ASSERT_TRUE(percent);
    EXPECT_GT(*percent, Decimal(100)) << "200 ms against 20";
}

TEST(Ipv6Network, LinksOfTwoLevelsAreAskedOverIpv6) {
    Situation holes;
    holes.web = "203.107.1.7,2400:da00::7=holes";
    holes.options = "--links 20";
    Json links = told_of(holes)["links_v6"];
    EXPECT_EQ(links["second"]["checked"].number(), 3);  // /a1 /a2 /a3
    EXPECT_EQ(links["second"]["ok"].number(), 2);
    EXPECT_EQ(links["third"]["checked"].number(), 6);  // /a11 … /a13, /a31 … /a33
    EXPECT_EQ(links["third"]["ok"].number(), 4);
    EXPECT_EQ(links["checked"].number(), 9);
    EXPECT_EQ(links["ok"].number(), 6);
    holes.options = "--links 2";
    EXPECT_EQ(told_of(holes)["links_v6"]["second"]["checked"].number(), 2);
}

TEST(Ipv6Network, NameServersOfTheZoneAreAskedOverIpv6) {
    Situation names;
    names.network = black_hole;
    names.names =
        "www.x.gov.cn=203.107.1.7,2400:da00::7;"
        "NS x.gov.cn=ns1.x.gov.cn,ns2.x.gov.cn,ns3.x.gov.cn;"
        "ns1.x.gov.cn=2400:da00::53;ns2.x.gov.cn=203.107.1.7;"
        "ns3.x.gov.cn=2400:da00::7;@=2400:da00::53";
    Json told = told_of(names)["name_servers"];
    EXPECT_EQ(told["zone"].text(), "x.gov.cn");
    std::string seen;
    for (const Json& one : told["servers"].items())
        seen += fmt::format("{} {} {}\n", one["name"].text(), one["aaaa"].text(),
                            one["answer"].text("-"));
    EXPECT_EQ(seen,
              "ns1.x.gov.cn ok NOERROR\nns2.x.gov.cn nodata -\nns3.x.gov.cn ok unreachable\n");
}

TEST(Ipv6Network, WithoutIpv6OfOurOwnOnlyDnsIsJudged) {
    Situation none;
    none.web = "203.107.1.7";
    none.network = "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6\n";
    none.names =
        "www.x.gov.cn=203.107.1.7,2400:da00::7;NS x.gov.cn=ns.x.gov.cn;"
        "ns.x.gov.cn=2400:da00::53";
    none.verdict = "not_determined";
    none.reason = "own_ipv6";
    Json told = told_of(none);
    EXPECT_TRUE(told["v6"].is_null());
    const Json& server = told["name_servers"]["servers"].items().at(0);
    EXPECT_EQ(server["aaaa"].text(), "ok");
    EXPECT_TRUE(server["answer"].is_null()) << "it was not asked";
}

}  // namespace
}  // namespace duwang
