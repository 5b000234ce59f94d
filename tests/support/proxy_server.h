// A small proxy on the loopback: forwards what it is asked for, opens tunnels, speaks SOCKS5 with
// names. Everything goes to one address, whatever was named.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace duwang::test {

class ProxyServer {
  public:
    enum class Manner { forward, refuse };
    // Hosts that it says it cannot reach ("http://www.x.gov.cn/" or "www.x.gov.cn:443").
    using Unreachable = std::function<bool(const std::string& wanted)>;
    explicit ProxyServer(int target_port, Manner manner = Manner::forward,
                         Unreachable unreachable = {});
    ~ProxyServer();
    ProxyServer(const ProxyServer&) = delete;
    ProxyServer& operator=(const ProxyServer&) = delete;

    int port() const { return port_; }
    // "GET http://www.x.gov.cn/", "CONNECT www.x.gov.cn:443", "SOCKS www.x.gov.cn:80".
    std::vector<std::string> log() const;

  private:
    void accept_all();
    void serve(int client);
    bool open(int client, std::string& first);
    std::string socks(int client);
    void note(std::string line);

    int target_port_;
    Manner manner_;
    Unreachable unreachable_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stop_ = false;
    mutable std::mutex mutex_;
    std::vector<std::string> log_;
    std::list<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace duwang::test
