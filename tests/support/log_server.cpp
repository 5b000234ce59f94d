#include "tests/support/log_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "tests/support/loopback.h"

namespace duwang::test {
namespace {

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    auto begin = text.find(from);
    if (begin == std::string::npos) return {};
    begin += from.size();
    return text.substr(begin, text.find(to, begin) - begin);
}

}  // namespace

LogServer::LogServer(Reply reply) : reply_(std::move(reply)) {
    sockaddr_in address = loopback(0);
    address.sin_addr.s_addr = htonl(INADDR_ANY);  // all of 127.0.0.0/8
    listener_ = listen_at(address, 256);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

LogServer::~LogServer() {
    stop_ = true;
    thread_.join();
    for (Connection& connection : connections_) connection.thread.join();
    ::close(listener_);
}

void LogServer::serve() {
    while (!stop_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        std::lock_guard lock(mutex_);
        Connection& connection = connections_.emplace_back();
        connection.socket = socket;
        connection.thread = std::thread([this, &connection] { talk(connection); });
    }
}

void LogServer::talk(Connection& connection) {
    std::string bytes;
    char block[4096];
    while (!stop_) {
        pollfd waiting{connection.socket, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        ssize_t got = ::recv(connection.socket, block, sizeof block, 0);
        if (got <= 0) break;
        bytes.append(block, static_cast<std::size_t>(got));
        auto end = bytes.find("\r\n\r\n");
        if (end == std::string::npos) continue;
        if (!answer(connection, bytes.substr(0, end + 2))) break;
        bytes.erase(0, end + 4);
    }
    std::lock_guard lock(mutex_);
    ::close(connection.socket);
    connection.socket = -1;
}

int LogServer::open_for(const std::string& host) const {
    return static_cast<int>(std::ranges::count_if(
        connections_, [&](const Connection& one) { return one.socket >= 0 && one.host == host; }));
}

bool LogServer::answer(Connection& connection, const std::string& head) {
    LoggedRequest request;
    request.path = between(head, " ", " ");
    request.host = between(head, "Host: ", "\r\n");
    request.host = request.host.substr(0, request.host.find(':'));
    request.arrived_ms = now_ms();
    int before = 0;
    std::size_t place = 0;
    {
        std::lock_guard lock(mutex_);
        connection.host = request.host;
        request.connections = open_for(request.host);
        before = static_cast<int>(std::ranges::count(log_, request.host, &LoggedRequest::host));
        place = log_.size();
        log_.push_back(request);
    }
    LogReply reply = reply_(request, before);
    if (reply.delay_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(reply.delay_ms));
    std::string bytes = "HTTP/1.1 " + std::to_string(reply.status) +
                        " x\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n" +
                        reply.headers + "\r\n" + reply.body;
    {
        // Before it is sent: what the other side counts from can only be later.
        std::lock_guard lock(mutex_);
        log_[place].answered_ms = now_ms();
    }
    if (reply.hang_up) return false;
    return ::send(connection.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
}

std::vector<LoggedRequest> LogServer::log(const std::string& host) const {
    std::lock_guard lock(mutex_);
    std::vector<LoggedRequest> found;
    for (const LoggedRequest& request : log_)
        if (host.empty() || request.host == host) found.push_back(request);
    return found;
}

std::int64_t LogServer::shortest_gap_ms(const std::string& host) const {
    std::vector<LoggedRequest> seen = log(host);
    std::int64_t shortest = INT64_MAX;
    for (std::size_t i = 1; i < seen.size(); ++i)
        shortest = std::min(shortest, seen[i].arrived_ms - seen[i - 1].answered_ms);
    return shortest;
}

int LogServer::most_at_once(const std::string& host) const {
    std::vector<LoggedRequest> seen = log(host);
    int most = 0;
    for (const LoggedRequest& one : seen) {
        auto during = [&](const LoggedRequest& other) {
            return other.arrived_ms <= one.arrived_ms && one.arrived_ms < other.answered_ms;
        };
        most = std::max(most, static_cast<int>(std::ranges::count_if(seen, during)));
    }
    return most;
}

}  // namespace duwang::test
