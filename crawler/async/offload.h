// Runs a function on another thread and resumes where the caller ran.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "crawler/async/task.h"

namespace duwang::crawler {

class OffloadedJob {
  public:
    virtual ~OffloadedJob() = default;
    virtual void run() noexcept = 0;
};

// Runs `job` on `worker`; completes on the caller's executor.
Task<> run_elsewhere(Executor worker, std::shared_ptr<OffloadedJob> job);

// Runs it there when it is its turn. Nobody waits for it.
void run_later(const Executor& there, std::function<void()> what);

namespace detail {

template <class F>
class Job final : public OffloadedJob {
  public:
    using Value = std::invoke_result_t<F&>;
    explicit Job(F fn) : fn_(std::move(fn)) {}

    void run() noexcept override {
        try {
            value_.emplace(fn_());
        } catch (...) {
            error_ = std::current_exception();
        }
    }

    Value take() {
        if (error_) std::rethrow_exception(error_);
        return std::move(*value_);
    }

  private:
    F fn_;
    std::optional<Value> value_;
    std::exception_ptr error_;
};

}  // namespace detail

// The function returns a value and takes nothing; what it captures it owns.
template <class F>
Task<std::invoke_result_t<F&>> offload(Executor worker, F fn) {
    auto job = std::make_shared<detail::Job<F>>(std::move(fn));
    co_await run_elsewhere(worker, job);
    co_return job->take();
}

}  // namespace duwang::crawler
