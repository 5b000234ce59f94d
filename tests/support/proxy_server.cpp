#include "tests/support/proxy_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "tests/support/loopback.h"

namespace duwang::test {
namespace {

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string receive(int socket, std::size_t most) {
    std::string bytes(most, '\0');
    ssize_t got = ::recv(socket, bytes.data(), most, 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

}  // namespace

ProxyServer::ProxyServer(int target_port, Manner manner, Unreachable unreachable)
    : target_port_(target_port), manner_(manner), unreachable_(std::move(unreachable)) {
    sockaddr_in address = loopback(0);
    listener_ = listen_at(address, 64);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

ProxyServer::~ProxyServer() {
    stop_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    ::close(listener_);
}

std::vector<std::string> ProxyServer::log() const {
    std::lock_guard lock(mutex_);
    return log_;
}

void ProxyServer::note(std::string line) {
    std::lock_guard lock(mutex_);
    log_.push_back(std::move(line));
}

void ProxyServer::accept_all() {
    while (!stop_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) threads_.emplace_back([this, client] { serve(client); });
    }
}

// Greeting, request with a name, success; the bytes of a tunnel follow.
std::string ProxyServer::socks(int client) {
    send_all(client, std::string_view("\x05\x00", 2));
    std::string request = receive(client, 512);
    if (request.size() < 7 || request[3] != 3) return {};
    auto length = static_cast<std::size_t>(static_cast<unsigned char>(request[4]));
    if (request.size() < 7 + length) return {};
    int port = static_cast<unsigned char>(request[5 + length]) << 8 |
               static_cast<unsigned char>(request[6 + length]);
    send_all(client, std::string_view("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
    return "SOCKS " + request.substr(5, length) + ":" + std::to_string(port);
}

// Reads what the client wants; `first` is what has to be sent on.
bool ProxyServer::open(int client, std::string& first) {
    first = receive(client, 16384);
    if (first.starts_with('\x05')) {
        std::string wanted = socks(client);
        first.clear();
        note(wanted);
        return !wanted.empty();
    }
    while (!first.empty() && first.find("\r\n\r\n") == first.npos) first += receive(client, 16384);
    std::string line = first.substr(0, first.find(" HTTP/"));
    note(line);
    if (manner_ == Manner::refuse) {
        send_all(client,
                 "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return false;
    }
    if (unreachable_ && unreachable_(line.substr(std::min(line.find(' '), line.size() - 1) + 1))) {
        send_all(client,
                 "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return false;
    }
    if (!line.starts_with("CONNECT ")) return !first.empty();
    first.clear();
    return send_all(client, "HTTP/1.1 200 Connection established\r\nX-Proxy: secret\r\n\r\n");
}

void ProxyServer::serve(int client) {
    std::string first;
    int target = -1;
    if (open(client, first)) {
        target = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = loopback(target_port_);
        bool on = ::connect(target, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                  send_all(target, first);
        while (on && !stop_) {
            pollfd both[] = {{client, POLLIN, 0}, {target, POLLIN, 0}};
            if (::poll(both, 2, 20) <= 0) continue;
            for (int i : {0, 1}) {
                if (!on || both[i].revents == 0) continue;
                std::string bytes = receive(both[i].fd, 65536);
                on = !bytes.empty() && send_all(i == 0 ? target : client, bytes);
            }
        }
    }
    if (target >= 0) ::close(target);
    ::close(client);
}

}  // namespace duwang::test
