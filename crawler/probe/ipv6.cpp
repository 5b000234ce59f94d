#include "crawler/probe/ipv6.h"

#include <algorithm>

#include "core/ip_address.h"
#include "crawler/probe/ipv6_address.h"
#include "crawler/probe/ipv6_connect.h"
#include "crawler/probe/ipv6_links.h"
#include "crawler/probe/ipv6_names.h"
#include "crawler/probe/ipv6_series.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t addresses_max = 16;  // of a family

// Some name servers answer "no AAAA" for everybody. Unless one was seen, ask for a name that has
// one.
Task<bool> aaaa_come_through(Ipv6Tools tools) {
    for (const std::string& name : tools.names) {
        if (tools.resolver->saw_aaaa()) break;
        co_await tools.resolver->resolve(name, Family::v6);
    }
    co_return tools.resolver->saw_aaaa();
}

void note_addresses(const DnsAnswer& answer, std::string& word, std::vector<std::string>& list) {
    word = dns_word(answer.kind);
    for (const auto& address : answer.addresses)
        if (std::find(list.begin(), list.end(), address.ip) == list.end())
            list.push_back(address.ip);
}

// What the operator allowed by name (--resolve, internal sites) is no finding.
void note_unusable(const Ipv6Tools& tools, const std::string& host_port, Ipv6Facts& facts) {
    for (const std::string& address : facts.aaaa_addresses) {
        std::string kind(ipv6_kind(address));
        bool declared = !is_public_address(address) && (tools.allowed(host_port, address, 443) ||
                                                        tools.allowed(host_port, address, 80));
        if (kind != "global" && !declared) facts.unusable.push_back({address, kind});
    }
}

// Why nothing can be sent over IPv6; empty: nothing is known against it.
std::string_view why_no_way(const Ipv6Tools& tools, const Ipv6Facts& facts) {
    if (facts.aaaa_addresses.empty()) return "没有 AAAA 记录，未进行连接";
    if (!tools.enabled) return "配置中已注明本机没有 IPv6";
    if (facts.unusable.size() == facts.aaaa_addresses.size())
        return "AAAA 记录中没有全球单播地址，未进行连接";
    for (const std::string& address : facts.aaaa_addresses)
        if (has_route(address)) return "";
    return "本机没有到该 IPv6 地址的路由";
}

Task<void> look_up(const Ipv6Tools& tools, std::string host_port, DnsAnswer& a, DnsAnswer& aaaa,
                   Ipv6Facts& facts) {
    a = co_await tools.resolver->resolve(facts.host, Family::v4);
    aaaa = co_await tools.resolver->resolve(facts.host, Family::v6);
    if (a.addresses.size() > addresses_max) a.addresses.resize(addresses_max);
    if (aaaa.addresses.size() > addresses_max) aaaa.addresses.resize(addresses_max);
    facts.a_rcode = a.rcode;
    facts.a_cnames = a.cnames;
    facts.aaaa_rcode = aaaa.rcode;
    facts.aaaa_cnames = aaaa.cnames;
    note_addresses(a, facts.a_answer, facts.a_addresses);
    note_addresses(aaaa, facts.aaaa_answer, facts.aaaa_addresses);
    note_unusable(tools, host_port, facts);
    facts.dns_asked = !aaaa.fixed;
    facts.aaaa_trusted = co_await aaaa_come_through(tools);
}

// An answer shows that our own IPv6 works; without one, others have to.
Task<void> note_own_ipv6(const Ipv6Tools& tools, Ipv6Facts& facts) {
    bool answered = facts.http_status > 0;
    bool loopback = facts.aaaa_addresses.front() == "::1";
    bool names = std::ranges::any_of(facts.name_servers, [](const auto& server) {
        return !server.answer.empty() && server.answer != "timeout" &&
               server.answer != "unreachable";
    });
    bool canary = false;
    if (!answered && !loopback && !names) canary = co_await any_canary_answers(tools);
    facts.own_ipv6 = answered || loopback || names || canary;
    facts.own_ipv6_note = answered   ? "目标网站经 IPv6 有应答"
                          : loopback ? "本机回环 IPv6 地址可用"
                          : names    ? "域名服务器经 IPv6 有应答"
                          : canary   ? "IPv6 自检地址可连通"
                                   : "没有 IPv6 自检地址可连通，不能断定是对方的问题";
}

}  // namespace

Ipv6Tools ipv6_tools(const Options& options) {
    Ipv6Tools tools;
    tools.timeout_ms = options.http.connect_timeout_ms;
    tools.dns_timeout_ms = options.dns.timeout_ms;
    tools.link_bytes_max = options.links.body_bytes_max;
    tools.enabled = options.ipv6_enabled;
    tools.probes = options.ipv6_probes;
    tools.links = options.ipv6_links;
    tools.names = options.ipv6_names;
    tools.canaries = options.ipv6_canaries;
    tools.walls = options.walls;
    return tools;
}

Task<Ipv6Probe> probe_ipv6(Url home, Ipv6Tools tools) {
    Ipv6Probe probe;
    Ipv6Facts& facts = probe.facts;
    facts.host = home.host();
    DnsAnswer a, aaaa;
    co_await look_up(tools, home.host_port(), a, aaaa, facts);
    std::string_view no_way = why_no_way(tools, facts);
    if (facts.dns_asked) co_await probe_name_servers(tools, tools.enabled, facts);
    if (!no_way.empty()) {
        facts.own_ipv6_note = no_way;
        co_return probe;
    }
    if (tools.page != FetchStatus::ok) {
        facts.status = tools.page;
        facts.own_ipv6 = true;
        facts.own_ipv6_note = "按规则不访问首页";
        co_return probe;
    }
    co_await try_ports(tools, home.host_port(), Family::v6, aaaa, facts);
    co_await try_ports(tools, home.host_port(), Family::v4, a, facts);
    co_await probe_home(home, tools, probe);
    if (facts.status == FetchStatus::cancelled) co_return probe;
    co_await note_own_ipv6(tools, facts);
    co_await probe_links(tools, probe);
    co_return probe;
}

}  // namespace duwang::crawler
