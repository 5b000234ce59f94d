#include "crawler/probe/ipv6_names.h"

#include "crawler/dns/ares_channel.h"
#include "crawler/dns/reply.h"
#include "crawler/probe/ipv6_connect.h"

namespace duwang::crawler {
namespace {

constexpr int levels_max = 8;
constexpr std::size_t servers_max = 13, addresses_max = 4;
constexpr int soa = 6;

Task<std::string> answer_over_ipv6(Ipv6Tools tools, std::string address, std::string zone) {
    std::string server = "[" + address + "]:53";
    AresChannel channel(tools.net, server, tools.dns_timeout_ms);
    DnsReply reply = co_await channel.ask(zone, soa);
    if (reply.end == DnsReply::End::timeout) co_return "timeout";
    if (reply.end == DnsReply::End::unreachable) co_return "unreachable";
    co_return rcode_of(reply.bytes);
}

// The first address that answers speaks for the server; of several failures the last.
Task<void> ask_server(const Ipv6Tools& tools, std::string zone, Ipv6Facts::NameServer& server) {
    for (const std::string& address : server.addresses) {
        if (!tools.allowed(server.name, address, 53) || !has_route(address)) continue;
        server.answer = co_await answer_over_ipv6(tools, address, zone);
        if (server.answer == "NOERROR") co_return;
    }
}

}  // namespace

Task<void> probe_name_servers(const Ipv6Tools& tools, bool connect, Ipv6Facts& facts) {
    std::string name = facts.host;
    NsAnswer found;
    for (int level = 0; level < levels_max; ++level) {
        found = co_await tools.resolver->name_servers(name);
        if (!found.asked) co_return;
        facts.ns_answer = dns_word(found.kind);
        if (found.kind != DnsAnswer::Kind::nodata && found.kind != DnsAnswer::Kind::nxdomain) break;
        auto dot = name.find('.');
        if (dot == std::string::npos || name.find('.', dot + 1) == std::string::npos) co_return;
        name.erase(0, dot + 1);
    }
    if (found.kind != DnsAnswer::Kind::ok) co_return;
    facts.zone = name;
    if (found.names.size() > servers_max) found.names.resize(servers_max);
    for (const std::string& one : found.names) {
        DnsAnswer aaaa = co_await tools.resolver->resolve(one, Family::v6);
        Ipv6Facts::NameServer server;
        server.name = one;
        server.aaaa_answer = dns_word(aaaa.kind);
        for (const auto& address : aaaa.addresses)
            if (server.addresses.size() < addresses_max) server.addresses.push_back(address.ip);
        if (connect) co_await ask_server(tools, name, server);
        facts.name_servers.push_back(std::move(server));
    }
}

}  // namespace duwang::crawler
