// A task that was started and whose result is awaited later: several fetches at once, their results
// taken in a fixed order. Runs on: net.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>

#include "crawler/async/task.h"

namespace duwang::crawler {

// T has a default constructor, as co_spawn wants.
template <class T>
class Running : public std::enable_shared_from_this<Running<T>> {
  public:
    explicit Running(const Executor& net)
        : done_(net, boost::asio::steady_timer::time_point::max()) {}

    void finish(std::exception_ptr error, T value) {
        error_ = std::move(error);
        value_ = std::move(value);
        finished_ = true;
        done_.cancel();
    }

    // Takes the value, once. Throws what the task threw.
    Task<T> result() {
        auto self = this->shared_from_this();
        co_await ended();
        co_return std::move(value_);
    }

    // A copy, for results that several wait for.
    Task<T> copy() {
        auto self = this->shared_from_this();
        co_await ended();
        co_return value_;
    }

  private:
    Task<> ended() {
        if (!finished_)
            co_await done_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        if (error_) std::rethrow_exception(error_);
    }

    boost::asio::steady_timer done_;
    bool finished_ = false;
    std::exception_ptr error_;
    T value_{};
};

template <class T>
std::shared_ptr<Running<T>> start(const Executor& net, Task<T> task) {
    auto running = std::make_shared<Running<T>>(net);
    boost::asio::co_spawn(net, std::move(task), [running](std::exception_ptr error, T value) {
        running->finish(std::move(error), std::move(value));
    });
    return running;
}

}  // namespace duwang::crawler
