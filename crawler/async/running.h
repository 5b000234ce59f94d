// A task that was started and whose result is awaited later: several fetches at once, their results
// taken in a fixed order. Runs on: net.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <memory>

#include "crawler/async/task.h"
#include "crawler/async/wake.h"

namespace duwang::crawler {

// T has a default constructor, as co_spawn wants.
template <class T>
class Running : public std::enable_shared_from_this<Running<T>> {
  public:
    void finish(std::exception_ptr error, T value) {
        error_ = std::move(error);
        value_ = std::move(value);
        has_ended_ = true;
        done_.wake_later();
    }

    // Takes the value, once. Throws what the task threw.
    Task<T> result() {
        auto self = this->shared_from_this();
        co_await ended();
        co_return take();
    }

    // The same in steps, for who need not always wait.
    bool has_ended() const { return has_ended_; }
    Task<> ended() { return done_.wait(); }
    T take() {
        if (error_) std::rethrow_exception(error_);
        return std::move(value_);
    }

    // A copy, for results that several wait for.
    Task<T> copy() {
        auto self = this->shared_from_this();
        co_await ended();
        if (error_) std::rethrow_exception(error_);
        co_return value_;
    }

  private:
    Wake done_;
    bool has_ended_ = false;
    std::exception_ptr error_;
    T value_{};
};

template <class T>
std::shared_ptr<Running<T>> start(const Executor& net, Task<T> task) {
    auto running = std::make_shared<Running<T>>();
    boost::asio::co_spawn(net, std::move(task), [running](std::exception_ptr error, T value) {
        running->finish(std::move(error), std::move(value));
    });
    return running;
}

}  // namespace duwang::crawler
