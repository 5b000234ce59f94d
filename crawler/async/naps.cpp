#include "crawler/async/naps.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace duwang::crawler {
namespace asio = boost::asio;

Task<> Naps::nap(std::int64_t milliseconds) {
    if (awake_) co_return;
    auto timer =
        std::make_shared<asio::steady_timer>(net_, std::chrono::milliseconds(milliseconds));
    sleeping_.insert(timer);
    co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
    sleeping_.erase(timer);
}

void Naps::wake_all() {
    awake_ = true;
    for (const auto& timer : sleeping_) timer->cancel();
}

}  // namespace duwang::crawler
