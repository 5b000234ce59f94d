// The one place that asks the system what time it is, and the fixed clock of the demo.
#pragma once

#include <chrono>

#include "core/ports/clock.h"

namespace duwang::app {

class SystemClock final : public Clock {
  public:
    Timestamp now() const override {
        using namespace std::chrono;
        return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
    }
};

class FixedClock final : public Clock {
  public:
    explicit FixedClock(Timestamp moment) : moment_(moment) {}
    Timestamp now() const override { return moment_; }

  private:
    Timestamp moment_;
};

}  // namespace duwang::app
