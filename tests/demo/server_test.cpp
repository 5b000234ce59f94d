#include "app/demo/server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

namespace duwang::demo {
namespace {

// Sends the bytes over a plain socket and returns everything until the server hangs up.
std::string ask(int port, const std::string& request, bool v6 = false) {
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(static_cast<std::uint16_t>(port));
    six.sin6_addr = in6addr_loopback;
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = six.sin6_port;
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int descriptor = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int failed =
        v6 ? ::connect(descriptor, reinterpret_cast<const sockaddr*>(&six), sizeof six)
           : ::connect(descriptor, reinterpret_cast<const sockaddr*>(&four), sizeof four);
    std::string out = failed ? "no connection" : "";
    for (std::size_t sent = 0; !failed && sent < request.size();) {
        const auto n =
            ::send(descriptor, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) break;
        sent += static_cast<std::size_t>(n);
    }
    char buffer[4096];
    for (ssize_t n = 0; !failed && (n = ::read(descriptor, buffer, sizeof buffer)) > 0;)
        out.append(buffer, static_cast<std::size_t>(n));
    ::close(descriptor);
    return out;
}

std::string get(const std::string& target, const std::string& more = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: WWW.Lake.Example:80\r\n" + more +
           "Connection: close\r\n\r\n";
}

std::unique_ptr<DemoServer> echo() {
    auto server = DemoServer::start([](std::string_view host, std::string_view path) {
        DemoAnswer answer;
        answer.body = std::string(host) + "|" + std::string(path);
        answer.headers.emplace_back("X-Demo", "yes");
        if (path == "/slow") answer.delay_ms = 150;
        if (path == "/cut") answer.close_early = true;
        if (path == "/gone") answer.status = 410;
        return answer;
    });
    EXPECT_TRUE(server) << server.error().what;
    return server ? std::move(*server) : nullptr;
}

TEST(DemoServer, AnswersByHostAndPath) {
    auto server = echo();
    ASSERT_TRUE(server);
    const std::string got = ask(server->port(), get("/a?b=1"));
    EXPECT_TRUE(got.starts_with("HTTP/1.1 200 OK\r\n")) << got;
    EXPECT_NE(got.find("X-Demo: yes"), std::string::npos);
    EXPECT_TRUE(got.ends_with("\r\n\r\nwww.lake.example|/a?b=1")) << got;
    EXPECT_TRUE(ask(server->port(), get("http://x.example/p")).ends_with("|/p"));
    EXPECT_TRUE(ask(server->port(), get("/gone")).starts_with("HTTP/1.1 410 "));
    if (server->has_ipv6()) {
        EXPECT_TRUE(ask(server->port(), get("/six"), true).ends_with("|/six"));
    }
}

TEST(DemoServer, KeepsTheConnectionForMoreRequests) {
    auto server = echo();
    ASSERT_TRUE(server);
    const std::string first = "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n";
    const std::string got = ask(server->port(), first + get("/2"));
    EXPECT_NE(got.find("h|/1"), std::string::npos);
    EXPECT_TRUE(got.ends_with("|/2"));
}

TEST(DemoServer, HeadHasNoBody) {
    auto server = echo();
    ASSERT_TRUE(server);
    const std::string got =
        ask(server->port(), "HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_NE(got.find("Content-Length: 3"), std::string::npos) << got;
    EXPECT_TRUE(got.ends_with("\r\n\r\n")) << got;
}

TEST(DemoServer, CanBeSlowAndCanBreakOff) {
    auto server = echo();
    ASSERT_TRUE(server);
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(ask(server->port(), get("/slow")).ends_with("|/slow"));
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(140));
    const std::string cut = ask(server->port(), "GET /cut HTTP/1.1\r\nHost: hh\r\n\r\n");
    EXPECT_NE(cut.find("Content-Length: 7"), std::string::npos) << cut;
    EXPECT_TRUE(cut.ends_with("\r\n\r\nhh|")) << cut;
}

TEST(DemoServer, SurvivesBadRequests) {
    auto server = echo();
    ASSERT_TRUE(server);
    EXPECT_EQ(ask(server->port(), "nonsense\r\n\r\n"), "");
    EXPECT_EQ(ask(server->port(), get("/", "X: " + std::string(100'000, 'x') + "\r\n")), "");
    EXPECT_EQ(ask(server->port(), get("/", "Content-Length: 99999999\r\n")), "");
    EXPECT_TRUE(ask(server->port(), get("/ok")).ends_with("|/ok"));
}

TEST(DemoServer, TakenPortIsToldAndStoppingWaitsForNobody) {
    auto server = echo();
    ASSERT_TRUE(server);
    auto second = DemoServer::start(AnswerFunction{}, static_cast<std::uint16_t>(server->port()));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::io);
    EXPECT_NE(second.error().what.find("choose another port"), std::string::npos);
}

}  // namespace
}  // namespace duwang::demo
