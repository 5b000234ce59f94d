// Replies of name servers, also hostile ones; and which server decides.
#include "crawler/dns/reply.h"

#include <boost/asio/io_context.hpp>
#include <random>

#include "tests/support/dns_server.h"
#include "tests/support/run_task.h"

namespace duwang::crawler {
namespace {

using test::DnsQuestion;
using test::DnsServer;

DnsAnswer ask(const std::vector<std::string>& servers, const std::string& host, Family family,
              int tries = 1) {
    boost::asio::io_context net(1);
    DnsOptions options;
    options.servers = servers;
    options.timeout_ms = 300;
    options.tries = tries;
    auto resolver = make_ares_resolver(net.get_executor(), options);
    return test::run_task(net, resolver->resolve(host, family));
}

DnsServer::Answer always(test::DnsReply reply) {
    return [reply](const DnsQuestion&) { return reply; };
}

struct Row {
    const char* word;
    int rcode;
    DnsAnswer::Kind kind;
};

TEST(AresResolver, EveryCodeIsToldApart) {
    for (const Row& row :
         {Row{"NOERROR", 0, DnsAnswer::Kind::nodata}, Row{"FORMERR", 1, DnsAnswer::Kind::error},
          Row{"SERVFAIL", 2, DnsAnswer::Kind::error}, Row{"NXDOMAIN", 3, DnsAnswer::Kind::nxdomain},
          Row{"NOTIMP", 4, DnsAnswer::Kind::error}, Row{"REFUSED", 5, DnsAnswer::Kind::error},
          Row{"RCODE9", 9, DnsAnswer::Kind::error}}) {
        test::DnsReply reply;
        reply.rcode = row.rcode;
        DnsServer server(always(reply));
        DnsAnswer answer = ask({server.endpoint()}, "www.x.gov.cn", Family::v4);
        EXPECT_EQ(answer.rcode, row.word);
        EXPECT_EQ(answer.kind, row.kind) << row.word;
        EXPECT_EQ(answer.server, server.endpoint());
    }
}

TEST(AresResolver, ChainTtlAndServerAreKept) {
    test::DnsReply reply;
    reply.cnames = {"x.cdn.cn", "node7.cdn.cn"};
    reply.addresses = {"192.0.2.7", "192.0.2.8", "2001:db8::7"};
    reply.ttl = 42;
    DnsServer server(always(reply));
    DnsAnswer a = ask({server.endpoint()}, "WWW.x.gov.cn", Family::v4);
    EXPECT_EQ(a.cnames, (std::vector<std::string>{"x.cdn.cn", "node7.cdn.cn"}));
    ASSERT_EQ(a.addresses.size(), 2u);
    EXPECT_EQ(a.addresses[1].ip, "192.0.2.8");
    EXPECT_EQ(a.ttl, 42);
    DnsFacts facts =
        dns_facts("www.x.gov.cn", Family::v6, ask({server.endpoint()}, "www.x.gov.cn", Family::v6));
    EXPECT_EQ(facts.type, "AAAA");
    EXPECT_EQ(facts.addresses, std::vector<std::string>{"2001:db8::7"});
    EXPECT_EQ(facts.server, server.endpoint());
}

TEST(AresResolver, AServerThatFailsDoesNotDecideAlone) {
    test::DnsReply failing, good;
    failing.rcode = 2;
    good.addresses = {"192.0.2.7"};
    DnsServer bad(always(failing)), fine(always(good));
    DnsAnswer answer = ask({bad.endpoint(), fine.endpoint()}, "www.x.gov.cn", Family::v4);
    EXPECT_EQ(answer.kind, DnsAnswer::Kind::ok);
    EXPECT_EQ(answer.server, fine.endpoint());
    answer = ask({"127.0.0.1:9", bad.endpoint()}, "www.x.gov.cn", Family::v4, 2);
    EXPECT_EQ(answer.rcode, "SERVFAIL") << "a code says more than nobody there";
    EXPECT_EQ(bad.log().size(), 1u + 2u) << "asked again in the second round";
}

TEST(AresResolver, SilenceIsATimeoutAndAWrongAnswerIsNone) {
    test::DnsReply silent, other;
    silent.silent = true;
    other.other_question = true;
    other.addresses = {"192.0.2.66"};
    DnsServer quiet(always(silent)), liar(always(other));
    EXPECT_EQ(ask({quiet.endpoint()}, "www.x.gov.cn", Family::v4).kind, DnsAnswer::Kind::timeout);
    DnsAnswer answer = ask({liar.endpoint()}, "www.x.gov.cn", Family::v4);
    EXPECT_TRUE(answer.addresses.empty());
    EXPECT_NE(answer.kind, DnsAnswer::Kind::ok);
}

TEST(DnsReply, AddressesOfOtherNamesAreLeftOut) {
    // www.x.cn is asked; the reply holds an address of y only.
    std::string packet("\x00\x01\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00", 12);
    packet += std::string(
        "\x03www\x01x\x02"
        "cn\x00\x00\x01\x00\x01",
        14);
    packet += std::string("\x01y\x00\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\xc0\x00\x02\x01", 17);
    DnsAnswer answer = read_dns_reply(packet, "www.x.cn", Family::v4);
    EXPECT_EQ(answer.kind, DnsAnswer::Kind::nodata);
    // A pointer to the question's name makes it an answer.
    packet.replace(12 + 14, 3, "\xc0\x0c");
    answer = read_dns_reply(packet, "www.x.cn", Family::v4);
    ASSERT_EQ(answer.addresses.size(), 1u);
    EXPECT_EQ(answer.addresses[0].ip, "192.0.2.1");
    EXPECT_EQ(answer.ttl, 60);
}

TEST(DnsReply, AnythingMayStandInAPacket) {
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        std::string packet(random() % 80, '\0');
        for (char& c : packet) c = static_cast<char>(random() % 4 == 0 ? 0xc0 : random());
        DnsAnswer answer = read_dns_reply(packet, "www.x.cn", i % 2 == 0 ? Family::v4 : Family::v6);
        EXPECT_LE(answer.addresses.size(), 20u);
    }
    // A CNAME circle ends.
    std::string circle("\x00\x01\x81\x80\x00\x00\x00\x02\x00\x00\x00\x00", 12);
    circle += std::string(
        "\x01"
        "a\x00\x00\x05\x00\x01\x00\x00\x00\x01\x00\x03\x01"
        "b\x00",
        16);
    circle += std::string(
        "\x01"
        "b\x00\x00\x05\x00\x01\x00\x00\x00\x01\x00\x03\x01"
        "a\x00",
        16);
    EXPECT_EQ(read_dns_reply(circle, "a", Family::v4).cnames.size(), 2u);
}

}  // namespace
}  // namespace duwang::crawler
