#include "app/runtime_once.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "core/ip_address.h"

namespace duwang::app {
namespace asio = boost::asio;
using crawler::Task;
namespace {

crawler::Options once(crawler::Options options) {
    options.politeness.delay_ms = 0;
    options.politeness.response_factor = 0;
    options.politeness.address_delay_ms = 0;
    options.http.retries = 0;
    return options;
}

// Runs one coroutine to its end. What the client still holds open then is left behind.
template <class T>
T finish(asio::io_context& net, Task<T> task) {
    std::optional<T> result;
    std::exception_ptr error;
    asio::co_spawn(net, std::move(task), [&](std::exception_ptr thrown, T value) {
        error = thrown;
        result = std::move(value);
        net.stop();
    });
    net.run();
    if (error) std::rethrow_exception(error);
    return std::move(*result);
}

Task<FetchedOnce> fetch_and_resolve(ClientStack& stack, Request request) {
    FetchedOnce told;
    request.jar = "once";
    told.outcome = co_await stack.http().fetch(request);
    auto url = parse_url(told.outcome.final_url);
    if (!url || parse_ip(url->host())) co_return told;
    std::string host(url->host());
    if (request.family != Family::v6) told.a = co_await stack.resolver().resolve(host, Family::v4);
    if (request.family != Family::v4)
        told.aaaa = co_await stack.resolver().resolve(host, Family::v6);
    co_return told;
}

}  // namespace

FetchedOnce fetch_once(const OnceSetup& setup, const Request& request, const Clock& clock) {
    asio::io_context net{1};
    ClientStack stack(net.get_executor(), once(setup.options), setup.network, {}, clock);
    return finish(net, fetch_and_resolve(stack, request));
}

crawler::Ipv6Probe probe_ipv6_once(const OnceSetup& setup, const Url& home, const Clock& clock) {
    asio::io_context net{1};
    ClientStack stack(net.get_executor(), once(setup.options), setup.network, {}, clock);
    crawler::Ipv6Tools tools;
    tools.net = net.get_executor();
    tools.http = &stack.http();
    tools.resolver = &stack.resolver();
    tools.timeout_ms = setup.options.http.connect_timeout_ms;
    tools.enabled = setup.options.ipv6_enabled;
    tools.allowed = stack.allowed();
    tools.names = setup.options.ipv6_names;
    tools.canaries = setup.options.ipv6_canaries;
    tools.walls = setup.options.walls;
    return finish(net, crawler::probe_ipv6(home, tools));
}

}  // namespace duwang::app
