// A counting gate: at most `places` coroutines are inside; the others wait in order.
// Runs on: net.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "crawler/async/task.h"
#include "crawler/async/wake.h"

namespace duwang::crawler {

class Gate {
    enum class At { once, turn };

  public:
    explicit Gate(std::size_t places) : free_(places) {}

    // Leaves the gate when destroyed; who waits then enters when it is its turn.
    class Pass {
      public:
        explicit Pass(Gate& gate) : gate_(&gate) {}
        Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Pass& operator=(Pass&&) = delete;
        ~Pass() {
            if (gate_) gate_->leave(At::turn);
        }
        // Leaves it now, and who waits goes on before this returns.
        void hand_over() {
            if (gate_) std::exchange(gate_, nullptr)->leave(At::once);
        }

      private:
        Gate* gate_;
    };

    Task<Pass> enter();
    // Without waiting; nothing when it would have to be waited.
    std::optional<Pass> try_enter() {
        if (free_ == 0) return std::nullopt;
        --free_;
        return Pass(*this);
    }

  private:
    void leave(At at);

    std::size_t free_;
    bool handing_over_ = false;
    std::deque<std::shared_ptr<Wake>> waiting_;
};

// Milliseconds of the steady clock, for measuring how long things take.
std::int64_t steady_ms();

// Waits on the steady clock; false when cancelled.
Task<bool> pause(std::int64_t milliseconds);

}  // namespace duwang::crawler
