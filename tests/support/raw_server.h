// A TCP server on the loopback that answers every connection with fixed bytes: for answers that no
// HTTP server would give.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace duwang::test {

struct RawReply {
    std::string bytes;
    enum class Then { close, reset, hold } then = Then::close;
};

class RawServer {
  public:
    // `reply` is asked with the first line of each request.
    explicit RawServer(std::function<RawReply(const std::string&)> reply);
    ~RawServer();
    int port() const { return port_; }

  private:
    void serve();
    void answer(int connection);

    std::function<RawReply(const std::string&)> reply_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

}  // namespace duwang::test
