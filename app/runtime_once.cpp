#include "app/runtime_once.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <memory>
#include <optional>

#include "core/ip_address.h"
#include "crawler/robots/robots.h"

namespace duwang::app {
namespace asio = boost::asio;
using crawler::Task;
namespace {

constexpr std::string_view agent = "DuWang";
constexpr std::int64_t wait_max_ms = 5'000;  // between two requests of a check

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

// A host whose addresses are all in our own network, by the operator's word, needs no pauses.
crawler::PoliteSetup polite_to(const NetworkSetup& network, const Url& home) {
    crawler::PoliteSetup polite;
    bool own = !network.resolve.empty() || !network.allow_addresses.empty();
    for (const crawler::FixedAddress& fixed : network.resolve)
        own = own && !is_public_address(fixed.address.ip);
    if (own) polite.internal_hosts.insert(home.host_port());
    return polite;
}

// Links are asked only where robots.txt lets us; the home page is what the person at the keyboard
// asked for.
Task<crawler::Ipv6Probe> probe_with_robots(ClientStack& stack, Url home, crawler::Ipv6Tools tools) {
    auto robots = std::make_shared<crawler::Robots>();
    if (tools.links > 0) {
        Request request(home.origin() + "/robots.txt", "robots");
        request.body_bytes_max = crawler::Robots::bytes_max + 1;
        FetchOutcome outcome = co_await stack.http().fetch(request);
        bool there = content_arrived(outcome.status) && outcome.http_status < 300;
        bool none = outcome.http_status >= 400 && outcome.http_status < 500;
        if (there) *robots = crawler::Robots::parse(*outcome.body);
        if (!there && !none) *robots = crawler::Robots::unreachable();
    }
    stack.polite().ask_for_delay(home.host_port(), robots->crawl_delay_ms(agent));
    tools.may_ask = [robots](const Url& url) {
        std::string path(url.path());
        if (!url.query().empty()) path.append("?").append(url.query());
        return robots->allowed(agent, path).allowed;
    };
    crawler::Ipv6Probe probe = co_await crawler::probe_ipv6(std::move(home), std::move(tools));
    co_return probe;
}

}  // namespace

FetchedOnce fetch_once(const OnceSetup& setup, const Request& request, const Clock& clock) {
    asio::io_context net{1};
    ClientStack stack(net.get_executor(), once(setup.options), setup.network, {}, clock);
    return finish(net, fetch_and_resolve(stack, request));
}

crawler::Ipv6Probe probe_ipv6_once(const OnceSetup& setup, const Url& home, const Clock& clock) {
    asio::io_context net{1};
    crawler::Options options = setup.options;  // many requests: at the pace of a crawl
    options.http.retries = 0;
    options.politeness.response_factor = 1;  // somebody is waiting for the answer
    options.politeness.delay_max_ms = std::max(options.politeness.delay_ms, wait_max_ms);
    ClientStack stack(net.get_executor(), options, setup.network, polite_to(setup.network, home),
                      clock);
    crawler::Ipv6Tools tools = crawler::ipv6_tools(options);
    tools.net = net.get_executor();
    tools.http = &stack.http();
    tools.resolver = &stack.resolver();
    tools.allowed = stack.allowed();
    return finish(net, probe_with_robots(stack, home, std::move(tools)));
}

}  // namespace duwang::app
