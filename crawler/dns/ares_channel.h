// One name server, asked through c-ares on Asio: a question goes out, the bytes of the reply come
// back. Runs on: net.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "crawler/async/task.h"

namespace duwang::crawler {

struct DnsReply {
    enum class End { answered, timeout, unreachable } end = End::unreachable;
    std::string bytes;   // the packet, when answered
    std::string detail;  // the library's words otherwise
};

class AresChannel {
  public:
    // `server`: "192.0.2.1:53"; empty: those of the system, whichever answers.
    AresChannel(Executor net, const std::string& server, std::int64_t timeout_ms);
    ~AresChannel();
    AresChannel(const AresChannel&) = delete;
    AresChannel& operator=(const AresChannel&) = delete;

    Task<DnsReply> ask(std::string host, int type);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// The servers of the system as "address:port"; empty when it names none.
std::vector<std::string> system_name_servers();

}  // namespace duwang::crawler
