// A counting gate: at most `places` coroutines are inside; the others wait in order.
// Runs on: net.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

#include "crawler/async/task.h"

namespace duwang::crawler {

class Gate {
  public:
    Gate(Executor net, std::size_t places) : net_(std::move(net)), free_(places) {}

    // Leaves the gate when destroyed.
    class Pass {
      public:
        explicit Pass(Gate& gate) : gate_(&gate) {}
        Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Pass& operator=(Pass&&) = delete;
        ~Pass() {
            if (gate_) gate_->leave();
        }

      private:
        Gate* gate_;
    };

    Task<Pass> enter();

  private:
    void leave();

    Executor net_;
    std::size_t free_;
    std::deque<std::shared_ptr<boost::asio::steady_timer>> waiting_;
};

// Milliseconds of the steady clock, for measuring how long things take.
std::int64_t steady_ms();

// Waits on the steady clock; false when cancelled.
Task<bool> pause(std::int64_t milliseconds);

}  // namespace duwang::crawler
