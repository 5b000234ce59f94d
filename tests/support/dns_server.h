// A name server on the loopback that says what a script tells it: also failures, silence, and
// another answer each time it is asked.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace duwang::test {

struct DnsQuestion {
    std::string name;  // lower case, without the final dot
    std::string type;  // "A", "AAAA", "CNAME" or the number
    int count = 1;     // how often this name and type were asked, this time included
};

struct DnsReply {
    int rcode = 0;                    // 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED …
    std::vector<std::string> cnames;  // the chain from the name asked for
    std::vector<std::string> addresses;
    std::vector<std::string> servers;  // NS records of the name asked for
    int ttl = 60;
    bool silent = false;          // nothing is sent
    bool other_question = false;  // answers something that was not asked
};

class DnsServer {
  public:
    using Answer = std::function<DnsReply(const DnsQuestion&)>;
    // Port 0: any that is free.
    explicit DnsServer(Answer answer, const std::string& address = "127.0.0.1", int port = 0);
    ~DnsServer();
    DnsServer(const DnsServer&) = delete;
    DnsServer& operator=(const DnsServer&) = delete;

    std::string endpoint() const { return endpoint_; }  // "127.0.0.1:12345"
    std::vector<DnsQuestion> log() const;

  private:
    void serve();

    Answer answer_;
    int socket_ = -1;
    std::string endpoint_;
    std::atomic<bool> stop_ = false;
    mutable std::mutex mutex_;
    std::vector<DnsQuestion> log_;
    std::thread thread_;
};

}  // namespace duwang::test
