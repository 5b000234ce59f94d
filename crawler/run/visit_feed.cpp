#include "crawler/run/visit_feed.h"

#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

#include "crawler/async/offload.h"
#include "crawler/async/wake.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t bytes_max = 16 << 20;
constexpr int visits_in_a_row = 16;  // then the writer's other work has its turn

}  // namespace

// The writer is woken once for all that waits, and wakes us only when we wait for it.
class VisitFeed::State : public std::enable_shared_from_this<State> {
  public:
    State(Executor net, Executor writer, CaptureSink& sink)
        : net_(std::move(net)), writer_(std::move(writer)), sink_(sink) {}

    void put(Visit visit, std::size_t bytes) {
        std::unique_lock lock(mutex_);
        bytes_ += bytes;
        waiting_.push_back({std::move(visit), bytes});
        if (std::exchange(writing_, true)) return;
        lock.unlock();
        go_on();
    }

    bool is_behind(std::size_t visits) {
        std::lock_guard lock(mutex_);
        return error_ || !done_ || is_more_than(visits);
    }

    // Null when it need not be waited.
    std::shared_ptr<Wake> wake_at(std::size_t visits) {
        std::lock_guard lock(mutex_);
        if (!is_more_than(visits)) return nullptr;
        wanted_ = visits;
        sleeper_ = std::make_shared<Wake>();
        return sleeper_;
    }

    Result<void> done() {
        std::lock_guard lock(mutex_);
        if (error_) std::rethrow_exception(error_);
        return done_;
    }

  private:
    struct Waiting {
        Visit visit;
        std::size_t bytes = 0;
    };

    bool is_more_than(std::size_t visits) const {
        return waiting_.size() + under_way_ > visits || bytes_ > bytes_max;
    }

    void go_on() {
        run_later(writer_, [self = shared_from_this()] { self->write(); });
    }

    void write() {
        for (int i = 0; i < visits_in_a_row; ++i) {
            auto next = take();
            if (!next) return;
            Result<void> stored;
            std::exception_ptr error;
            try {
                stored = sink_.store(std::move(next->visit));
            } catch (...) {
                error = std::current_exception();
            }
            stored_one(next->bytes, std::move(stored), error);
        }
        go_on();
    }

    std::optional<Waiting> take() {
        std::lock_guard lock(mutex_);
        if (waiting_.empty()) {
            writing_ = false;
            return std::nullopt;
        }
        std::optional<Waiting> next(std::move(waiting_.front()));
        waiting_.pop_front();
        under_way_ = 1;
        return next;
    }

    void stored_one(std::size_t bytes, Result<void> stored, const std::exception_ptr& error) {
        std::lock_guard lock(mutex_);
        under_way_ = 0;
        bytes_ -= bytes;
        if (done_) done_ = std::move(stored);
        if (!error_) error_ = error;
        if (!sleeper_ || is_more_than(wanted_)) return;
        run_later(net_, [wake = std::exchange(sleeper_, nullptr)] { wake->wake(); });
    }

    Executor net_, writer_;
    CaptureSink& sink_;
    std::mutex mutex_;
    std::deque<Waiting> waiting_;
    std::size_t under_way_ = 0, bytes_ = 0;
    bool writing_ = false;  // the writer looks for more before it ends
    std::size_t wanted_ = 0;
    std::shared_ptr<Wake> sleeper_;
    Result<void> done_;
    std::exception_ptr error_;
};

VisitFeed::VisitFeed(Executor net, Executor writer, CaptureSink& sink)
    : state_(std::make_shared<State>(std::move(net), std::move(writer), sink)) {}

void VisitFeed::put(Visit visit, std::size_t bytes) { state_->put(std::move(visit), bytes); }

bool VisitFeed::is_behind(std::size_t visits) const { return state_->is_behind(visits); }

Task<Result<void>> VisitFeed::settle(std::size_t visits) {
    auto state = state_;
    if (auto wake = state->wake_at(visits)) co_await wake->wait();
    co_return state->done();
}

}  // namespace duwang::crawler
