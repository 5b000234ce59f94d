#include "crawler/probe/ipv6_connect.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdlib>

namespace duwang::crawler {
namespace asio = boost::asio;
using asio::ip::tcp;
namespace {

constexpr std::chrono::minutes ports_time_max{2};

// "[2001:db8::1]:443" or "2001:db8::1" (port 443).
DnsAnswer::Address canary_address(const std::string& text, int& port) {
    port = 443;
    auto end = text.find(']');
    if (!text.starts_with('[') || end == std::string::npos) return {text, 0, 0};
    if (end + 2 < text.size()) port = std::atoi(text.c_str() + end + 2);
    return {text.substr(1, end - 1), 0, 0};
}

// What several addresses say about a port: one that is open makes it open; silence leaves more open
// than a refusal.
FetchStatus together(FetchStatus a, FetchStatus b) {
    for (FetchStatus status : {FetchStatus::ok, FetchStatus::connect_timeout,
                               FetchStatus::connect_refused, FetchStatus::blocked_target})
        if (a == status || b == status) return status;
    return a;
}

}  // namespace

// Connecting a datagram socket only looks up the route.
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

Task<FetchStatus> try_connect(Ipv6Tools tools, std::string host_port, DnsAnswer::Address address,
                              int port) {
    using namespace asio::experimental::awaitable_operators;
    boost::system::error_code bad;
    auto ip = asio::ip::make_address(address.ip, bad);
    if (bad) co_return FetchStatus::dns_error;
    if (address.only_for != 0 && address.only_for != port) co_return FetchStatus::connect_refused;
    int target = address.port > 0 ? address.port : port;
    if (!tools.allowed(host_port, address.ip, target)) co_return FetchStatus::blocked_target;
    tcp::endpoint endpoint(ip, static_cast<unsigned short>(target));
    tcp::socket socket(tools.net);
    asio::steady_timer timer(tools.net, std::chrono::milliseconds(tools.timeout_ms));
    auto connecting = socket.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
    auto waiting = timer.async_wait(asio::as_tuple(asio::use_awaitable));
    auto first = co_await (std::move(connecting) || std::move(waiting));
    if (first.index() == 1) co_return FetchStatus::connect_timeout;
    auto [error] = std::get<0>(first);
    if (!error) co_return FetchStatus::ok;
    // No route, or none allowed: nobody answered, which may be our side's doing.
    co_return error == asio::error::connection_refused ? FetchStatus::connect_refused
                                                       : FetchStatus::connect_timeout;
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

Task<void> try_ports(const Ipv6Tools& tools, std::string host_port, Family family,
                     const DnsAnswer& answer, Ipv6Facts& facts) {
    auto end = std::chrono::steady_clock::now() + ports_time_max;
    auto& ports = family == Family::v6 ? facts.ports : facts.v4_ports;
    for (int port : {80, 443}) {
        FetchStatus all = FetchStatus::not_attempted;
        for (const DnsAnswer::Address& address : answer.addresses) {
            FetchStatus status = FetchStatus::not_attempted;
            if (std::chrono::steady_clock::now() < end)
                status = co_await try_connect(tools, host_port, address, port);
            facts.endpoints.push_back({address.ip, port, status});
            all = together(all, status);
        }
        ports.push_back({port, all});
    }
}

}  // namespace duwang::crawler
