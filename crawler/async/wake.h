// Coroutines wait until another one tells them to go on, once and for all. Runs on: net.
#pragma once

#include <memory>

#include "crawler/async/task.h"

namespace duwang::crawler {

class Wake {
  public:
    Wake() = default;
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;
    ~Wake();

    // Ends once they were told to go on, be it before or after this call.
    Task<> wait();
    // The first who waits goes on before this returns, as far as it gets: for what must not stand
    // in line behind everything else that is ready.
    void wake();
    // They go on when it is their turn.
    void wake_later();

    class Sleeper;  // what is left of a coroutine meanwhile

  private:
    friend class Sleepers;
    std::unique_ptr<Sleeper> take();

    bool awake_ = false;
    Sleeper* first_ = nullptr;  // in order; they belong to their context and end with it
};

}  // namespace duwang::crawler
