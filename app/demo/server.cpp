#include "app/demo/server.h"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>
#include <thread>

namespace duwang::demo {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Awaitable = asio::awaitable<void>;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr std::uint32_t header_bytes_max = 32 << 10;
constexpr std::uint64_t body_bytes_max = 64 << 10;
constexpr int sessions_max = 512;
constexpr int port_attempts = 16;
constexpr std::chrono::seconds idle_max{60};

struct Shared {
    AnswerFunction answer;
    int sessions = 0;
};

std::string host_of(const Request& request) {
    std::string host(request[http::field::host]);
    host.resize(std::min(host.rfind(':'), host.size()));
    for (char& c : host)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return host;
}

// A proxy's form, "http://host/path", is taken as its path.
std::string path_of(const Request& request) {
    std::string path(request.target());
    const std::size_t scheme = path.find("://");
    if (scheme == std::string::npos || path.starts_with('/')) return path;
    const std::size_t slash = path.find('/', scheme + 3);
    return slash == std::string::npos ? "/" : path.substr(slash);
}

Response response_to(const Request& request, DemoAnswer answer) {
    Response response;
    response.version(11);
    response.result(static_cast<unsigned>(answer.status));
    for (const auto& [name, value] : answer.headers) response.insert(name, value);
    const std::size_t whole = answer.body.size();
    if (answer.close_early) answer.body.resize(whole / 2);
    if (request.method() != http::verb::head) response.body() = std::move(answer.body);
    response.content_length(whole);
    response.keep_alive(request.keep_alive() && !answer.close_early);
    return response;
}

Awaitable wait(std::chrono::milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

// One exchange; false when the connection is over.
asio::awaitable<bool> exchange(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                               Shared& shared) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(header_bytes_max);
    parser.body_limit(body_bytes_max);
    stream.expires_after(idle_max);
    auto [unread, read] =
        co_await http::async_read(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
    if (unread) co_return false;
    const Request& request = parser.get();
    DemoAnswer answer = shared.answer(host_of(request), path_of(request));
    if (answer.delay_ms > 0) co_await wait(std::chrono::milliseconds(answer.delay_ms));
    const bool head = request.method() == http::verb::head;
    Response response = response_to(request, std::move(answer));
    http::response_serializer<http::string_body> serializer(response);
    serializer.split(head);
    stream.expires_after(idle_max);
    if (head) {
        auto [error, sent] = co_await http::async_write_header(stream, serializer,
                                                               asio::as_tuple(asio::use_awaitable));
        co_return !error && response.keep_alive();
    }
    auto [error, sent] =
        co_await http::async_write(stream, serializer, asio::as_tuple(asio::use_awaitable));
    co_return !error && response.keep_alive();
}

Awaitable serve(tcp::socket socket, std::shared_ptr<Shared> shared) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer(header_bytes_max + body_bytes_max);
    for (bool more = true; more;) more = co_await exchange(stream, buffer, *shared);
    boost::system::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

Awaitable accept(tcp::acceptor& acceptor, std::shared_ptr<Shared> shared) {
    auto executor = acceptor.get_executor();
    for (;;) {
        auto [error, socket] = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
        if (error == asio::error::operation_aborted) co_return;
        if (error) {  // out of descriptors: connections will close
            co_await wait(std::chrono::milliseconds(50));
            continue;
        }
        if (shared->sessions >= sessions_max) continue;
        ++shared->sessions;
        asio::co_spawn(executor, serve(std::move(socket), shared),
                       [shared](std::exception_ptr) { --shared->sessions; });
    }
}

boost::system::error_code listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error && endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    boost::system::error_code ignored;
    if (error) acceptor.close(ignored);
    return error;
}

}  // namespace

struct DemoServer::State {
    asio::io_context net{1};
    tcp::acceptor v4{net}, v6{net};
    std::shared_ptr<Shared> shared = std::make_shared<Shared>();
    std::thread thread;
    int port = 0;

    boost::system::error_code bind(std::uint16_t wanted);
};

// Both families on one port; a port that is free for one family only is given back.
boost::system::error_code DemoServer::State::bind(std::uint16_t wanted) {
    boost::system::error_code error;
    for (int attempt = 0; attempt < port_attempts; ++attempt) {
        error = listen(v4, {asio::ip::address_v4::loopback(), wanted});
        if (error) return error;
        const std::uint16_t got = v4.local_endpoint().port();
        port = got;
        error = listen(v6, {asio::ip::address_v6::loopback(), got});
        if (error != asio::error::address_in_use || wanted != 0) return {};
        if (attempt + 1 < port_attempts) v4.close();
    }
    return {};
}

Result<std::unique_ptr<DemoServer>> DemoServer::start(AnswerFunction answer, std::uint16_t port) {
    auto state = std::make_unique<State>();
    if (auto error = state->bind(port))
        return failure(Errc::io, fmt::format("127.0.0.1:{}: cannot listen: {}; choose another port",
                                             port, error.message()));
    state->shared->answer = std::move(answer);
    for (tcp::acceptor* acceptor : {&state->v4, &state->v6}) {
        if (!acceptor->is_open()) continue;
        asio::co_spawn(state->net, accept(*acceptor, state->shared), [](std::exception_ptr) {});
    }
    state->thread = std::thread([net = &state->net] { net->run(); });
    return std::unique_ptr<DemoServer>(new DemoServer(std::move(state)));
}

DemoServer::DemoServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

DemoServer::~DemoServer() {
    state_->net.stop();
    state_->thread.join();
}

int DemoServer::port() const { return state_->port; }
bool DemoServer::has_ipv6() const { return state_->v6.is_open(); }

}  // namespace duwang::demo
