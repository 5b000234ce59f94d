// Runs one coroutine to its end on an io_context of its own thread.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "crawler/async/task.h"

namespace duwang::test {

template <class T>
T run_task(boost::asio::io_context& net, crawler::Task<T> task) {
    std::optional<T> value;
    std::exception_ptr error;
    boost::asio::co_spawn(net, std::move(task), [&](std::exception_ptr e, T result) {
        error = e;
        value = std::move(result);
    });
    net.restart();
    net.run();
    if (error) std::rethrow_exception(error);
    return std::move(*value);
}

}  // namespace duwang::test
