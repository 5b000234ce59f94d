#include "crawler/async/wake.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>
#include <utility>

namespace duwang::crawler {
namespace asio = boost::asio;

class Sleepers;

class Wake::Sleeper {
  public:
    virtual ~Sleeper() = default;
    virtual void go_on() = 0;
    virtual void go_on_later() = 0;

    Wake* wake = nullptr;
    Sleeper* next = nullptr;  // who waits for the same
    Sleepers* home = nullptr;
    std::list<std::unique_ptr<Sleeper>>::iterator place;
};

// All that wait in one context. A coroutine that waits is held by what it waits for, which often is
// held by the coroutine: at the end of the context this is who lets go of them.
class Sleepers final : public asio::execution_context::service {
  public:
    using key_type = Sleepers;
    static asio::execution_context::id id;

    explicit Sleepers(asio::execution_context& context) : service(context) {}

    void add(Wake& wake, std::unique_ptr<Wake::Sleeper> sleeper) {
        if (wake.awake_) return sleeper->go_on_later();  // since the wait was begun
        sleeper->wake = &wake;
        sleeper->home = this;
        Wake::Sleeper** link = &wake.first_;
        while (*link) link = &(*link)->next;
        *link = sleeper.get();
        sleeping_.push_front(std::move(sleeper));
        sleeping_.front()->place = sleeping_.begin();
    }

    std::unique_ptr<Wake::Sleeper> take(Wake::Sleeper& sleeper) {
        std::unique_ptr<Wake::Sleeper> taken = std::move(*sleeper.place);
        sleeping_.erase(taken->place);
        Wake::Sleeper** link = &taken->wake->first_;
        while (*link != taken.get()) link = &(*link)->next;
        *link = taken->next;
        return taken;
    }

  private:
    // Letting go of one may let go of others.
    void shutdown() override {
        while (!sleeping_.empty()) take(*sleeping_.front());
    }

    std::list<std::unique_ptr<Wake::Sleeper>> sleeping_;
};

asio::execution_context::id Sleepers::id;

namespace {

template <class Handler>
class SleeperOf final : public Wake::Sleeper {
  public:
    explicit SleeperOf(Handler handler) : handler_(std::move(handler)) {}
    void go_on() override { asio::dispatch(std::move(handler_)); }
    void go_on_later() override { asio::post(std::move(handler_)); }

  private:
    Handler handler_;
};

Task<> at_once() { co_return; }

Task<> sleep_until(Wake& wake) {
    return asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto handler, Wake* until) {
            using Handler = decltype(handler);
            auto net = asio::get_associated_executor(handler);
            asio::execution_context& context = asio::query(net, asio::execution::context);
            asio::use_service<Sleepers>(context).add(
                *until, std::make_unique<SleeperOf<Handler>>(std::move(handler)));
        },
        asio::use_awaitable, &wake);
}

}  // namespace

Wake::~Wake() {
    while (take()) continue;
}

std::unique_ptr<Wake::Sleeper> Wake::take() {
    return first_ ? first_->home->take(*first_) : nullptr;
}

Task<> Wake::wait() { return awake_ ? at_once() : sleep_until(*this); }

void Wake::wake() {
    std::unique_ptr<Sleeper> first = take();
    wake_later();
    // At last: whoever goes on may be the one who holds this.
    if (first) first->go_on();
}

void Wake::wake_later() {
    awake_ = true;
    while (auto sleeper = take()) sleeper->go_on_later();
}

}  // namespace duwang::crawler
