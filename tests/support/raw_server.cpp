#include "tests/support/raw_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

#include "tests/support/loopback.h"

namespace duwang::test {

RawServer::RawServer(std::function<RawReply(const std::string&)> reply) : reply_(std::move(reply)) {
    sockaddr_in address = loopback(0);
    listener_ = listen_at(address, 64);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
}

void RawServer::serve() {
    std::vector<int> held;
    while (!stop_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        std::string request;
        char block[4096];
        while (request.find("\r\n\r\n") == std::string::npos) {
            ssize_t got = ::recv(connection, block, sizeof block, 0);
            if (got <= 0) break;
            request.append(block, static_cast<std::size_t>(got));
        }
        RawReply reply = reply_(request.substr(0, request.find("\r\n")));
        [[maybe_unused]] ssize_t sent =
            ::send(connection, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL);
        if (reply.then == RawReply::Then::hold) {
            held.push_back(connection);
            continue;
        }
        if (reply.then == RawReply::Then::reset) {
            linger at_once{1, 0};
            ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        }
        ::close(connection);
    }
    for (int connection : held) ::close(connection);
}

}  // namespace duwang::test
