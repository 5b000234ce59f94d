// Waits that can be ended all at once, when everything is to stop. Runs on: net.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <set>

#include "crawler/async/task.h"

namespace duwang::crawler {

class Naps {
  public:
    explicit Naps(Executor net) : net_(std::move(net)) {}

    // Waits that long, or until wake_all(); after that nobody waits any more.
    Task<> nap(std::int64_t milliseconds);
    void wake_all();
    bool awake() const { return awake_; }

  private:
    Executor net_;
    std::set<std::shared_ptr<boost::asio::steady_timer>> sleeping_;
    bool awake_ = false;
};

}  // namespace duwang::crawler
