#include "crawler/probe/relay.h"

#include <fmt/format.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <set>

#include "core/ip_address.h"
#include "core/text/ascii.h"
#include "core/url.h"

namespace duwang::crawler {
namespace asio = boost::asio;
using asio::ip::tcp;
namespace {

constexpr std::size_t head_bytes_max = 64u << 10;
constexpr std::size_t connections_max = 40;  // of one question: its redirects
using SharedSocket = std::shared_ptr<tcp::socket>;
using Buffer = std::array<char, 16'384>;

struct Order {
    bool fine = false, tunnel = false;
    std::string host;  // without brackets
    int port = 0;
    std::string head;  // what goes on to the server; empty for a tunnel
};

// "CONNECT host:port HTTP/1.1" or "GET http://host/path HTTP/1.1" and its header lines.
Order order_of(const std::string& head) {
    Order order;
    const std::size_t line_end = head.find("\r\n");
    const std::string line = head.substr(0, line_end);
    const std::size_t first = line.find(' '), second = line.rfind(' ');
    if (first == line.npos || second <= first) return order;
    const std::string method = line.substr(0, first);
    const std::string target = line.substr(first + 1, second - first - 1);
    order.tunnel = method == "CONNECT";
    const auto url = parse_url(order.tunnel ? "https://" + target + "/" : target);
    if (!url || (!order.tunnel && url->scheme() != "http")) return order;
    order.fine = true;
    order.host = without_brackets(std::string(url->host()));
    order.port = url->port();
    if (order.tunnel) return order;
    const std::size_t path = target.find('/', target.find("//") + 2);
    order.head = method + " " + (path == target.npos ? "/" : target.substr(path)) +
                 line.substr(second) + "\r\n";
    for (std::size_t at = line_end + 2; at < head.size();) {
        const std::size_t end = std::min(head.find("\r\n", at), head.size());
        const std::string field = head.substr(at, end - at);
        at = end + 2;
        if (!lower_ascii(field).starts_with("proxy-")) order.head += field + "\r\n";
    }
    return order;
}

class LoopbackRelay final : public Relay, public std::enable_shared_from_this<LoopbackRelay> {
  public:
    LoopbackRelay(Executor net, Resolver& resolver, AddressCheck allowed, std::int64_t connect_ms)
        : net_(net),
          acceptor_(net),
          resolver_(resolver),
          allowed_(std::move(allowed)),
          connect_ms_(connect_ms) {}

    boost::system::error_code listen() {
        boost::system::error_code bad;
        const tcp::endpoint here(asio::ip::address_v4::loopback(), 0);
        acceptor_.open(here.protocol(), bad);
        if (!bad) acceptor_.bind(here, bad);
        if (!bad) acceptor_.listen(4, bad);
        if (!bad) port_ = acceptor_.local_endpoint(bad).port();
        return bad;
    }
    void begin() { asio::co_spawn(net_, accept(shared_from_this()), ignore); }

    int port() const override { return port_; }
    FetchStatus last_connection() const override { return last_; }
    std::string last_address() const override { return address_; }
    void close() override {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        for (const SharedSocket& socket : open_) socket->close(ignored);
        open_.clear();
    }

  private:
    static void ignore(std::exception_ptr) {}  // a connection that breaks has ended

    static Task<> accept(std::shared_ptr<LoopbackRelay> self) {
        for (std::size_t served = 0; served < connections_max; ++served) {
            auto client = std::make_shared<tcp::socket>(self->net_);
            auto [error] =
                co_await self->acceptor_.async_accept(*client, asio::as_tuple(asio::use_awaitable));
            if (error) co_return;
            self->open_.insert(client);
            asio::co_spawn(self->net_, serve(self, client), ignore);
        }
    }

    static Task<> serve(std::shared_ptr<LoopbackRelay> self, SharedSocket client) {
        std::string head;
        Buffer part;
        while (head.find("\r\n\r\n") == head.npos) {
            auto [error, size] = co_await client->async_read_some(
                asio::buffer(part), asio::as_tuple(asio::use_awaitable));
            if (error || head.size() > head_bytes_max) co_return;
            head.append(part.data(), size);
        }
        const Order order = order_of(head);
        auto server = std::make_shared<tcp::socket>(self->net_);
        bool connected = false;
        if (!order.fine) self->last_ = FetchStatus::not_attempted;
        if (order.fine) connected = co_await self->connect(order.host, order.port, server);
        std::string answer;
        if (!connected)
            answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
        else if (order.tunnel)
            answer = "HTTP/1.1 200 Connection established\r\n\r\n";
        const auto bytes = asio::buffer(answer);
        co_await asio::async_write(*client, bytes, asio::as_tuple(asio::use_awaitable));
        if (!connected) co_return;
        self->open_.insert(server);
        const auto onward = asio::buffer(order.head);
        co_await asio::async_write(*server, onward, asio::as_tuple(asio::use_awaitable));
        asio::co_spawn(self->net_, pour(client, server), ignore);
        co_await pour(server, client);
    }

    // Until one side ends; then the other is told.
    static Task<> pour(SharedSocket from, SharedSocket to) {
        Buffer part;
        for (;;) {
            auto [error, size] = co_await from->async_read_some(
                asio::buffer(part), asio::as_tuple(asio::use_awaitable));
            if (error) break;
            const auto bytes = asio::buffer(part.data(), size);
            auto [bad, written] =
                co_await asio::async_write(*to, bytes, asio::as_tuple(asio::use_awaitable));
            if (bad) break;
        }
        boost::system::error_code ignored;
        to->shutdown(tcp::socket::shutdown_send, ignored);
    }

    Task<bool> connect(std::string host, int port, SharedSocket server) {
        std::vector<DnsAnswer::Address> addresses;
        last_ = FetchStatus::dns_error;
        address_.clear();
        if (parse_ip(host)) {
            addresses.push_back({host, 0, 0});
        } else {
            DnsAnswer v4 = co_await resolver_.resolve(host, Family::v4);
            DnsAnswer v6 = co_await resolver_.resolve(host, Family::v6);
            last_ = status_of_answer(v4.kind);
            addresses = std::move(v4.addresses);
            addresses.insert(addresses.end(), v6.addresses.begin(), v6.addresses.end());
        }
        for (const DnsAnswer::Address& address : addresses) {
            if (address.only_for != 0 && address.only_for != port) continue;
            const int target = address.port > 0 ? address.port : port;
            if (!allowed_(fmt::format("{}:{}", host, port), address.ip, target)) {
                last_ = FetchStatus::blocked_target;
                continue;
            }
            last_ = co_await connect_to(address.ip, target, server);
            if (last_ == FetchStatus::ok) {
                address_ = fmt::format("{}:{}", address.ip, target);
                co_return true;
            }
        }
        co_return false;
    }

    Task<FetchStatus> connect_to(std::string ip, int port, SharedSocket server) {
        using namespace asio::experimental::awaitable_operators;
        boost::system::error_code bad;
        const auto address = asio::ip::make_address(ip, bad);
        if (bad) co_return FetchStatus::dns_error;
        const tcp::endpoint endpoint(address, static_cast<unsigned short>(port));
        asio::steady_timer timer(net_, std::chrono::milliseconds(connect_ms_));
        server->close(bad);
        auto connecting = server->async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
        auto waiting = timer.async_wait(asio::as_tuple(asio::use_awaitable));
        auto first = co_await (std::move(connecting) || std::move(waiting));
        if (first.index() == 1) co_return FetchStatus::connect_timeout;
        auto [error] = std::get<0>(first);
        co_return error ? FetchStatus::connect_refused : FetchStatus::ok;
    }

    Executor net_;
    tcp::acceptor acceptor_;
    Resolver& resolver_;
    AddressCheck allowed_;
    std::int64_t connect_ms_;
    int port_ = 0;
    FetchStatus last_ = FetchStatus::not_attempted;
    std::string address_;
    std::set<SharedSocket> open_;
};

}  // namespace

Result<std::shared_ptr<Relay>> Relay::open(Executor net, Resolver& resolver, AddressCheck allowed,
                                           std::int64_t connect_ms) {
    auto relay = std::make_shared<LoopbackRelay>(net, resolver, std::move(allowed), connect_ms);
    if (auto bad = relay->listen())
        return failure(Errc::io, fmt::format("no port on the loopback: {}", bad.message()));
    relay->begin();
    return std::shared_ptr<Relay>(relay);
}

}  // namespace duwang::crawler
