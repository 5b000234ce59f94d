// Several visits at a time, booked one by one in the order in which they were asked for, so that
// the capture does not depend on which answer came first.
#include <exception>

#include "crawler/run/crawler_state.h"
#include "crawler/run/visit_feed.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t window_per_connection = 2;  // one is fetched while one is read
// Two more are ready where pauses are owed: a host must not be asked more slowly than politeness
// wants because another site is being written just then.
constexpr std::size_t polite_window_per_connection = 4;

// Of visits that are with the writer while further ones are booked. It stops for the disk now and
// then, for a tenth of a second perhaps, and the connections should not stop with it.
constexpr std::size_t stores_per_visit = 2;  // for each visit that may be under way

Task<> drain(std::deque<std::shared_ptr<Running<Visited>>>& window) {
    for (; !window.empty(); window.pop_front()) co_await window.front()->result();
}

std::size_t bytes_of(const Visit& visit) {
    constexpr std::size_t known_url = sizeof(KnownUrl) + 100;  // with its texts
    std::size_t bytes = visit.discovered.size() * known_url;
    for (const Exchange& exchange : visit.exchanges) bytes += exchange.body.size();
    return bytes;
}

}  // namespace

std::size_t SiteCrawl::width() const {
    const PolitenessOptions& polite = plan_.options.politeness;
    if (plan_.site.internal)
        return static_cast<std::size_t>(polite.internal_connections) * window_per_connection;
    return static_cast<std::size_t>(polite.connections_per_host) * polite_window_per_connection;
}

// Limits of the whole site, whatever is asked.
void SiteCrawl::note_limits(const PageVisit& visited) {
    for (const Exchange& exchange : visited.outcome.exchanges)
        bytes_ += static_cast<std::int64_t>(
            exchange.body.size() + (exchange.earlier ? exchange.earlier->member.size() : 0));
    const LimitOptions& limits = plan_.options.limits;
    if (bytes_ > limits.site_bytes_max) halted_ = "site_bytes";
    std::int64_t took =
        steady_ms() - started_ms_ - blackout_ms(plan_.site.blackout, started_, s_.clock->now());
    if (took > limits.site_seconds_max * 1'000) halted_ = "site_seconds";
}

bool SiteCrawl::out_of_limits() const {
    return halted_ == "site_bytes" || halted_ == "site_seconds";
}

// One visit that went wrong inside us is that visit's outcome, not the end of the crawl.
Task<Visited> SiteCrawl::survive(const VisitUrl& visit, KnownUrl known) {
    Visited visited;
    std::string why;
    try {
        visited = co_await visit(known);
    } catch (const std::exception& e) {
        why = e.what();
    }
    if (!why.empty()) visited = refused(std::move(known), FetchStatus::internal, why);
    co_return visited;
}

// The visits of a window, until there is nothing more to ask or something went wrong. What is under
// way then still is.
Task<Result<void>> SiteCrawl::book_window(std::size_t width, VisitWindow& window, VisitFeed& feed,
                                          const NextUrl& next, const VisitUrl& visit,
                                          const TakeVisit& take) {
    for (;;) {
        while (in_flight_.size() < width) {
            auto known = next();
            if (!known) break;
            in_flight_.push_back(known->id);
            // Asked to stop, nothing more is begun. It is decided all the same: what has come will
            // be booked, and teaches what this decision, in a crawl without a stop, did not know.
            if (!stopping()) window.push_back(start(s_.net, survive(visit, std::move(*known))));
        }
        if (window.empty()) co_return Result<void>();
        if (!window.front()->has_ended()) co_await window.front()->ended();
        Visited visited = window.front()->take();
        window.pop_front();
        in_flight_.pop_front();
        if (visited->outcome.status == FetchStatus::cancelled) co_return Result<void>();
        note_limits(*visited);
        if (visited->outcome.status != FetchStatus::ok) ++s_.progress->errors;
        Visit booked = take(std::move(*visited));
        std::size_t bytes = bytes_of(booked);
        feed.put(std::move(booked), bytes);
        Result<void> done;
        if (feed.is_behind(stores_per_visit * width))
            done = co_await feed.settle(stores_per_visit * width);
        if (!done) co_return done;
        auto waiting = static_cast<std::int64_t>(frontier_.waiting());
        s_.progress->waiting += waiting - std::exchange(reported_waiting_, waiting);
    }
}

// `next` yields what to ask, `visit` asks it, `take` books it; in order, `width` at a time. Nothing
// is left running when this ends, whatever was thrown.
Task<Result<void>> SiteCrawl::in_order(std::size_t width, NextUrl next, VisitUrl visit,
                                       TakeVisit take) {
    VisitWindow window;
    VisitFeed feed(s_.net, s_.writer, *s_.sink);
    Result<void> done, stored;
    std::exception_ptr thrown;
    try {
        done = co_await book_window(width, window, feed, next, visit, take);
    } catch (...) {
        thrown = std::current_exception();
    }
    co_await drain(window);
    try {
        stored = co_await feed.settle(0);
    } catch (...) {
        if (!thrown) thrown = std::current_exception();
    }
    in_flight_.clear();
    if (thrown) std::rethrow_exception(thrown);
    if (done) done = std::move(stored);
    if (done && stopping()) co_return failure(Errc::interrupted, "interrupted");
    co_return done;
}

}  // namespace duwang::crawler
