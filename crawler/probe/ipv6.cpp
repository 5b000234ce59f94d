#include "crawler/probe/ipv6.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>

#include "crawler/run/wall_answer.h"

namespace duwang::crawler {
namespace asio = boost::asio;
using asio::ip::tcp;
namespace {

// Could this machine send a packet to that address at all? Sends nothing: connecting a datagram
// socket only looks up the route.
bool has_route(const std::string& address) {
    int descriptor = ::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return false;
    sockaddr_in6 target{};
    target.sin6_family = AF_INET6;
    target.sin6_port = htons(9);
    bool ok = ::inet_pton(AF_INET6, address.c_str(), &target.sin6_addr) == 1;
    ok =
        ok && ::connect(descriptor, reinterpret_cast<const sockaddr*>(&target), sizeof target) == 0;
    ::close(descriptor);
    return ok;
}

Task<FetchStatus> try_connect(Ipv6Tools tools, std::string host, DnsAnswer::Address address,
                              int port) {
    using namespace asio::experimental::awaitable_operators;
    boost::system::error_code bad;
    auto ip = asio::ip::make_address(address.ip, bad);
    if (bad) co_return FetchStatus::dns_error;
    if (address.only_for != 0 && address.only_for != port) co_return FetchStatus::connect_refused;
    int target = address.port > 0 ? address.port : port;
    if (!tools.allowed(host, address.ip, target)) co_return FetchStatus::blocked_target;
    tcp::endpoint endpoint(ip, static_cast<unsigned short>(target));
    tcp::socket socket(tools.net);
    asio::steady_timer timer(tools.net, std::chrono::milliseconds(tools.timeout_ms));
    auto connecting = socket.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
    auto waiting = timer.async_wait(asio::as_tuple(asio::use_awaitable));
    auto first = co_await (std::move(connecting) || std::move(waiting));
    if (first.index() == 1) co_return FetchStatus::connect_timeout;
    auto [error] = std::get<0>(first);
    co_return error ? FetchStatus::connect_refused : FetchStatus::ok;
}

// "[2001:db8::1]:443" or "2001:db8::1" (port 443).
DnsAnswer::Address canary_address(const std::string& text, int& port) {
    port = 443;
    auto end = text.find(']');
    if (!text.starts_with('[') || end == std::string::npos) return {text, 0, 0};
    if (end + 2 < text.size()) port = std::atoi(text.c_str() + end + 2);
    return {text.substr(1, end - 1), 0, 0};
}

Task<bool> any_canary_answers(Ipv6Tools tools) {
    for (const std::string& canary : tools.canaries) {
        int port = 0;
        DnsAnswer::Address address = canary_address(canary, port);
        FetchStatus status = co_await try_connect(tools, "", address, port);
        if (status == FetchStatus::ok) co_return true;
    }
    co_return false;
}

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

}  // namespace

Task<Ipv6Probe> probe_ipv6(Url home, Ipv6Tools tools) {
    Ipv6Probe probe;
    Ipv6Facts& facts = probe.facts;
    facts.host = home.host();
    DnsAnswer a = co_await tools.resolver->resolve(facts.host, Family::v4);
    DnsAnswer aaaa = co_await tools.resolver->resolve(facts.host, Family::v6);
    facts.a_rcode = a.rcode;
    facts.a_cnames = a.cnames;
    facts.aaaa_rcode = aaaa.rcode;
    facts.aaaa_cnames = aaaa.cnames;
    note_addresses(a, facts.a_answer, facts.a_addresses);
    note_addresses(aaaa, facts.aaaa_answer, facts.aaaa_addresses);
    facts.dns_asked = !aaaa.fixed;
    facts.aaaa_trusted = co_await aaaa_come_through(tools);
    if (aaaa.addresses.empty()) {
        facts.own_ipv6_note = "没有 AAAA 记录，未进行连接";
        co_return probe;
    }
    if (!tools.enabled) {
        facts.own_ipv6_note = "配置中已注明本机没有 IPv6";
        co_return probe;
    }
    if (!has_route(aaaa.addresses.front().ip)) {
        facts.own_ipv6_note = "本机没有到该 IPv6 地址的路由";
        co_return probe;
    }
    if (tools.page != FetchStatus::ok) {
        facts.status = tools.page;
        facts.own_ipv6 = true;
        facts.own_ipv6_note = "按规则不访问首页";
        co_return probe;
    }
    for (int port : {80, 443}) {
        FetchStatus status = FetchStatus::connect_refused;
        for (const auto& address : aaaa.addresses) {
            status = co_await try_connect(tools, home.host_port(), address, port);
            if (status == FetchStatus::ok) break;
        }
        facts.ports.push_back({port, status});
    }
    Request request(std::string(home.str()), "ipv6");
    request.family = Family::v6;
    FetchOutcome outcome = co_await tools.http->fetch(request);
    bool wall = !wall_in_answer(outcome, tools.walls).empty();
    facts.status = wall ? FetchStatus::blocked : outcome.status;
    facts.http_status = outcome.http_status;
    probe.exchanges = std::move(outcome.exchanges);
    bool answered = facts.http_status > 0;
    bool loopback = aaaa.addresses.front().ip == "::1";
    bool canary = !answered && !loopback ? co_await any_canary_answers(tools) : false;
    facts.own_ipv6 = answered || loopback || canary;
    facts.own_ipv6_note = answered   ? "目标网站经 IPv6 有应答"
                          : loopback ? "本机回环 IPv6 地址可用"
                          : canary   ? "IPv6 自检地址可连通"
                                   : "没有 IPv6 自检地址可连通，不能断定是对方的问题";
    co_return probe;
}

}  // namespace duwang::crawler
