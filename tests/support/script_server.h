// A server on the loopback that answers over plain sockets whatever a script says: several hosts,
// many connections at once, IPv4 and IPv6, and everything no decent HTTP server would do.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace duwang::test {

// One request as it arrived.
struct ScriptRequest {
    std::string method, target;
    std::string host;        // the Host header, without a port
    std::string head;        // everything up to the empty line, as sent
    std::string listener;    // the address it came in at
    std::int64_t at_ms = 0;  // of the steady clock
    int connection = 0;      // from 1, in order of arrival
    int of_connection = 0;   // which request of that connection, from 1
    std::string line() const { return method + " " + host + " " + target; }
};

// What is sent back, byte by byte.
struct ScriptReply {
    enum class Then { keep, close, reset, hold };
    std::string bytes;
    std::string endless;            // repeated after `bytes` until the other side gives up
    std::int64_t delay_ms = 0;      // before the first byte
    std::int64_t stall_after = -1;  // bytes; then `stall_ms` of silence, or `then` at once
    std::int64_t stall_ms = -1;     // -1: for good
    Then then = Then::keep;
};

// Wraps an accepted socket, for TLS. Plain sockets need none.
class ScriptStream {
  public:
    virtual ~ScriptStream() = default;
    virtual bool accept() { return true; }
    virtual long read(char* data, std::size_t size) = 0;  // 0: ended, -1: try again, -2: broken
    virtual long write(const char* data, std::size_t size) = 0;  // the same
};
using StreamMaker = std::function<std::unique_ptr<ScriptStream>(int socket)>;

class ScriptServer {
  public:
    using Answer = std::function<ScriptReply(const ScriptRequest&)>;

    // Listens at every address of `addresses` ("127.0.0.1", "::1" …), on one port for all; port 0:
    // any that is free.
    explicit ScriptServer(Answer answer, std::vector<std::string> addresses = {"127.0.0.1"},
                          StreamMaker stream = {}, int port = 0);
    ~ScriptServer();
    ScriptServer(const ScriptServer&) = delete;
    ScriptServer& operator=(const ScriptServer&) = delete;

    int port() const { return port_; }
    std::vector<ScriptRequest> log() const;  // in order of arrival
    int connections() const { return connections_; }

  private:
    struct Connection;
    void accept_all();
    void serve(int socket, int number, const std::string& listener);
    bool read_head(ScriptStream& stream, int socket, std::string& buffer);
    bool send(ScriptStream& stream, int socket, std::string_view bytes);
    bool deliver(ScriptStream& stream, int socket, const ScriptReply& reply);
    bool wait(int socket, short events, std::int64_t at_most_ms);

    Answer answer_;
    StreamMaker stream_;
    int port_ = 0;
    std::vector<std::pair<int, std::string>> listeners_;
    std::atomic<bool> stop_ = false;
    std::atomic<int> connections_ = 0;
    mutable std::mutex mutex_;
    std::vector<ScriptRequest> log_;
    std::list<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace duwang::test
