// A small HTTP server on the loopback for demonstrations and tests: one port, chosen by Host.
#pragma once

#include <cstdint>
#include <memory>

#include "app/demo/answer.h"
#include "core/result.h"

namespace duwang::demo {

// Listens on 127.0.0.1 and, where the machine has it, on ::1 with the same port. Keep-alive;
// requests are bounded in size and time. Runs on: its own thread, ended by the destructor.
class DemoServer {
  public:
    // port 0: any free one. Errc::io when nothing can be bound.
    static Result<std::unique_ptr<DemoServer>> start(AnswerFunction answer, std::uint16_t port = 0);
    ~DemoServer();
    DemoServer(const DemoServer&) = delete;
    DemoServer& operator=(const DemoServer&) = delete;

    int port() const;
    bool has_ipv6() const;

  private:
    struct State;
    explicit DemoServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace duwang::demo
