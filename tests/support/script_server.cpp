#include "tests/support/script_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <stdexcept>

namespace duwang::test {
namespace {

constexpr int step_ms = 20;
constexpr std::int64_t for_good = 3'600'000;

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

class PlainStream final : public ScriptStream {
  public:
    explicit PlainStream(int socket) : socket_(socket) {}
    long read(char* data, std::size_t size) override {
        return told(::recv(socket_, data, size, 0));
    }
    long write(const char* data, std::size_t size) override {
        return told(::send(socket_, data, size, MSG_NOSIGNAL));
    }

  private:
    static long told(ssize_t done) {
        if (done >= 0) return done;
        return errno == EAGAIN || errno == EWOULDBLOCK ? -1 : -2;
    }
    int socket_;
};

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

Address address_of(const std::string& ip, int port) {
    Address address;
    if (ip.find(':') != std::string::npos) {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(static_cast<std::uint16_t>(port));
        ::inet_pton(AF_INET6, ip.c_str(), &v6.sin6_addr);
        std::memcpy(&address.storage, &v6, address.size = sizeof v6);
    } else {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(static_cast<std::uint16_t>(port));
        ::inet_pton(AF_INET, ip.c_str(), &v4.sin_addr);
        std::memcpy(&address.storage, &v4, address.size = sizeof v4);
    }
    return address;
}

int port_of(int socket) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&storage), &size);
    if (storage.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6&>(storage).sin6_port);
    return ntohs(reinterpret_cast<const sockaddr_in&>(storage).sin_port);
}

// -1 when the port is taken at that address.
int listen_at(const std::string& ip, int port) {
    Address address = address_of(ip, port);
    int listener =
        ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int yes = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    bool bound = ::bind(listener, reinterpret_cast<sockaddr*>(&address.storage), address.size) == 0;
    if (bound && ::listen(listener, 512) == 0) return listener;
    ::close(listener);
    return -1;
}

std::string header_of(const std::string& head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at + 2)) {
        std::string_view line = std::string_view(head).substr(at + 2);
        line = line.substr(0, line.find("\r\n"));
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        if (::strncasecmp(line.data(), name.data(), name.size()) != 0) continue;
        line.remove_prefix(name.size() + 1);
        while (line.starts_with(' ')) line.remove_prefix(1);
        return std::string(line);
    }
    return {};
}

ScriptRequest request_of(std::string head) {
    ScriptRequest request;
    std::string line = head.substr(0, head.find("\r\n"));
    auto first = line.find(' ');
    auto last = line.rfind(' ');
    request.method = line.substr(0, first);
    if (first != line.npos && last > first)
        request.target = line.substr(first + 1, last - first - 1);
    request.host = header_of(head, "Host");
    if (!request.host.starts_with('['))
        request.host.resize(std::min(request.host.find(':'), request.host.size()));
    request.head = std::move(head);
    return request;
}

}  // namespace

ScriptServer::ScriptServer(Answer answer, std::vector<std::string> addresses, StreamMaker stream,
                           int port)
    : answer_(std::move(answer)), stream_(std::move(stream)) {
    if (!stream_) stream_ = [](int socket) { return std::make_unique<PlainStream>(socket); };
    // One port has to be free at every address.
    for (int attempt = 0; attempt < 50 && listeners_.size() < addresses.size(); ++attempt) {
        for (const auto& [listener, ip] : listeners_) ::close(listener);
        listeners_.clear();
        port_ = port;
        for (const std::string& ip : addresses) {
            int listener = listen_at(ip, port_);
            if (listener < 0) break;
            port_ = port_of(listener);
            listeners_.emplace_back(listener, ip);
        }
    }
    if (listeners_.size() < addresses.size())
        throw std::runtime_error("cannot listen at " + addresses[listeners_.size()]);
    acceptor_ = std::thread([this] { accept_all(); });
}

ScriptServer::~ScriptServer() {
    stop_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    for (const auto& [listener, ip] : listeners_) ::close(listener);
}

std::vector<ScriptRequest> ScriptServer::log() const {
    std::lock_guard lock(mutex_);
    return log_;
}

void ScriptServer::accept_all() {
    std::vector<pollfd> waiting;
    for (const auto& [listener, ip] : listeners_) waiting.push_back({listener, POLLIN, 0});
    while (!stop_) {
        if (::poll(waiting.data(), waiting.size(), step_ms) <= 0) continue;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (!(waiting[i].revents & POLLIN)) continue;
            int socket = ::accept4(waiting[i].fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (socket < 0) continue;
            int number = ++connections_;
            threads_.emplace_back(
                [this, socket, number, ip = listeners_[i].second] { serve(socket, number, ip); });
        }
    }
}

bool ScriptServer::wait(int socket, short events, std::int64_t at_most_ms) {
    for (std::int64_t until = now_ms() + at_most_ms; !stop_ && now_ms() < until;) {
        pollfd one{socket, events, 0};
        if (::poll(&one, 1, step_ms) > 0) return true;
    }
    return false;
}

bool ScriptServer::read_head(ScriptStream& stream, int socket, std::string& buffer) {
    char block[16384];
    while (buffer.find("\r\n\r\n") == buffer.npos) {
        long got = stream.read(block, sizeof block);
        if (got == -1) {
            if (!wait(socket, POLLIN, for_good)) return false;
            continue;
        }
        if (got <= 0) return false;
        buffer.append(block, static_cast<std::size_t>(got));
    }
    return true;
}

bool ScriptServer::send(ScriptStream& stream, int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        long sent = stream.write(bytes.data(), bytes.size());
        if (sent == -1) {
            if (!wait(socket, POLLOUT, for_good)) return false;
            continue;
        }
        if (sent < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

// Sends the reply; true when the connection may be used again.
bool ScriptServer::deliver(ScriptStream& stream, int socket, const ScriptReply& reply) {
    if (reply.delay_ms > 0) wait(socket, 0, reply.delay_ms);
    std::string_view bytes = reply.bytes;
    if (reply.stall_after >= 0) {
        auto first = std::min(bytes.size(), static_cast<std::size_t>(reply.stall_after));
        if (!send(stream, socket, bytes.substr(0, first))) return false;
        wait(socket, 0, reply.stall_ms < 0 ? for_good : reply.stall_ms);
        bytes.remove_prefix(first);
        if (reply.stall_ms < 0) return false;
    }
    if (!send(stream, socket, bytes)) return false;
    while (!reply.endless.empty() && !stop_)
        if (!send(stream, socket, reply.endless)) return false;
    if (reply.then == ScriptReply::Then::hold) wait(socket, 0, for_good);
    if (reply.then == ScriptReply::Then::reset) {
        linger at_once{1, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    return reply.then == ScriptReply::Then::keep;
}

void ScriptServer::serve(int socket, int number, const std::string& listener) {
    std::unique_ptr<ScriptStream> stream = stream_(socket);
    std::string buffer;
    bool open = stream->accept();
    for (int count = 1; open && read_head(*stream, socket, buffer); ++count) {
        auto end = buffer.find("\r\n\r\n") + 4;
        ScriptRequest request = request_of(buffer.substr(0, end));
        buffer.erase(0, end);
        request.at_ms = now_ms();
        request.listener = listener;
        request.connection = number;
        request.of_connection = count;
        {
            std::lock_guard lock(mutex_);
            log_.push_back(request);
        }
        open = deliver(*stream, socket, answer_(request));
    }
    stream.reset();
    ::close(socket);
}

}  // namespace duwang::test
