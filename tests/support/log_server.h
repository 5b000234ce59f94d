// An HTTP/1.1 server on the loopback that notes what it was sent and when: for what politeness owes
// the other side. A thread for each connection; connections are kept.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace duwang::test {

struct LoggedRequest {
    std::string host, path;
    std::int64_t arrived_ms = 0, answered_ms = 0;  // steady clock
    int connections = 0;  // that were open for this host when it arrived, its own included
};

struct LogReply {
    int status = 200;
    std::string headers = {};  // each ends in CRLF; Content-Length is added
    std::string body = "ok";
    int delay_ms = 0;
    bool hang_up = false;  // close without an answer
};

class LogServer {
  public:
    // Asked with the request and how many came before it from the same host.
    using Reply = std::function<LogReply(const LoggedRequest&, int before)>;
    explicit LogServer(Reply reply);
    ~LogServer();

    int port() const { return port_; }
    std::vector<LoggedRequest> log(const std::string& host = {}) const;  // by arrival; "": all
    // The shortest time from an answer to the arrival of the next request; the log has at least
    // two.
    std::int64_t shortest_gap_ms(const std::string& host) const;
    // Most requests under way at once.
    int most_at_once(const std::string& host = {}) const;

  private:
    struct Connection {
        int socket = -1;
        std::string host;
        std::thread thread;
    };
    void serve();
    void talk(Connection& connection);
    bool answer(Connection& connection, const std::string& head);
    int open_for(const std::string& host) const;

    Reply reply_;
    int listener_ = -1, port_ = 0;
    std::atomic<bool> stop_ = false;
    mutable std::mutex mutex_;
    std::vector<LoggedRequest> log_;
    std::list<Connection> connections_;
    std::thread thread_;
};

}  // namespace duwang::test
