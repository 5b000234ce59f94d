#include "crawler/async/offload.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace duwang::crawler {
namespace asio = boost::asio;
namespace {

template <class Handler>
void start(Handler handler, Executor worker, std::shared_ptr<OffloadedJob> job) {
    auto back = asio::make_work_guard(asio::get_associated_executor(handler));
    asio::post(worker, [handler = std::move(handler), back = std::move(back),
                        job = std::move(job)]() mutable {
        job->run();
        auto home = back.get_executor();
        asio::dispatch(home, std::move(handler));
    });
}

}  // namespace

Task<> run_elsewhere(Executor worker, std::shared_ptr<OffloadedJob> job) {
    return asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto handler, Executor to, std::shared_ptr<OffloadedJob> what) {
            start(std::move(handler), std::move(to), std::move(what));
        },
        asio::use_awaitable, std::move(worker), std::move(job));
}

void run_later(const Executor& there, std::function<void()> what) {
    asio::post(there, std::move(what));
}

}  // namespace duwang::crawler
