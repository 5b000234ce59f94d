#include "crawler/async/gate.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

#include "crawler/async/during.h"

namespace duwang::crawler {
namespace asio = boost::asio;

Task<Gate::Pass> Gate::enter() {
    if (free_ > 0) {
        --free_;
        co_return Pass(*this);
    }
    auto turn = std::make_shared<Wake>();
    waiting_.push_back(turn);
    co_await turn->wait();
    co_return Pass(*this);  // leave() handed its place over
}

void Gate::leave(At at) {
    if (waiting_.empty()) {
        ++free_;
        return;
    }
    auto turn = std::move(waiting_.front());
    waiting_.pop_front();
    // One at a time: whoever goes on may leave again before it returns, and so on.
    if (at == At::turn || handing_over_) return turn->wake_later();
    During handing(handing_over_);
    turn->wake();
}

std::int64_t steady_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Task<bool> pause(std::int64_t milliseconds) {
    auto net = co_await asio::this_coro::executor;
    asio::steady_timer timer(net, std::chrono::milliseconds(milliseconds));
    auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return !error;
}

}  // namespace duwang::crawler
