// The pages of a site: fetched several at a time, taken into the books one by one in order of
// discovery, so that the capture does not depend on which answer came first.
#include "core/text/normalise.h"
#include "crawler/plan/wall.h"
#include "crawler/run/crawler_state.h"
#include "crawler/run/site_state.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t window_per_connection = 2;  // one is fetched while one is read
// Two more are ready where pauses are owed: a host must not be asked more slowly than politeness
// wants because another site is being written just then.
constexpr std::size_t polite_window_per_connection = 4;

}  // namespace

Result<void> SiteCrawl::restore() {
    auto controls = s_.sink->controls();
    if (!controls) return tl::unexpected(controls.error());
    controls_ = std::move(*controls);
    halted_ = s_.sink->value("halted");
    std::string failures = s_.sink->value("failures_in_a_row");
    stored_failures_ = failures_in_a_row_ = failures.empty() ? 0 : std::stoi(failures);
    return s_.sink->known([this](const KnownUrl& known) { frontier_.restore(known); });
}

void SiteCrawl::add_seed(Visit& visit, std::string_view address, std::string_view rule) {
    auto url = parse_url(address);
    if (!url) return;
    Frontier::Entry entry = frontier_.discover(*url, 0, 0, UrlRole::page, std::string(rule), true);
    if (entry.is_new) visit.discovered.push_back(std::move(entry.known));
}

Visit SiteCrawl::seeds() {
    Visit visit;
    add_seed(visit, plan_.site.home, "home");
    for (const Column& column : plan_.columns) add_seed(visit, column.address, "column");
    return visit;
}

// Distinct targets of the page: new ones enter the frontier, all are remembered as its links.
void SiteCrawl::take_links(Visit& visit, const PageReading& reading, int depth) {
    std::set<std::string> focus_urls;
    for (const Link& link : reading.facts.links)
        if (!link.url.empty() && plan_.focus.contains(strip_blanks(link.text)))
            focus_urls.insert(link.url);
    for (const LinkRef& link : reading.links) {
        if (link.is_resource) continue;
        // Most links of a page are known: they cost one look into a table.
        if (std::int64_t known = frontier_.find(link.key); known > 0) {
            visit.links.push_back(known);
            continue;
        }
        auto url = parse_url(link.url);
        if (!url || frontier_.full()) continue;
        ScopeDecision decision = scope_.decide(*url, depth + 1, link.is_resource);
        if (halted_.size() && decision.role == UrlRole::page) decision = {UrlRole::skip, halted_};
        Frontier::Entry entry =
            frontier_.discover(*url, depth + 1, visit.url, decision.role, decision.rule,
                               focus_urls.contains(link.url));
        visit.links.push_back(entry.id);
        if (entry.is_new) visit.discovered.push_back(std::move(entry.known));
    }
}

Visit SiteCrawl::take_in(PageVisit visited) {
    Visit visit;
    visit.url = visited.known.id;
    visit.status = visited.outcome.status;
    visit.http_status = visited.outcome.http_status;
    visit.final_url = visited.outcome.final_url;
    if (visited.has_page) {
        visit.suspect = suspect_of(visited.outcome, visited.reading.facts, visited.known.url,
                                   home_url_, controls_, plan_.options.links.error_phrases);
        auto landed = parse_url(visited.outcome.final_url);
        if (landed && scope_.on_site(*landed)) take_links(visit, visited.reading, visited.known.depth);
        visit.facts = std::move(visited.reading.facts);
    }
    visit.exchanges = std::move(visited.outcome.exchanges);
    if (!visited.wall.empty() && !visit.exchanges.empty())
        visit.exchanges.back().status = FetchStatus::blocked;
    if (visited.known.reason == "home") {
        SiteState state = state_from_home(visit.status, visit.http_status, visited.wall);
        visit.values.emplace_back("site_state", to_text(state));
        if (!state.reached) halted_ = "site_not_reached";
    }
    return visit;
}

// Hosts that stop answering are left alone: the rest of the site is recorded as not visited.
void SiteCrawl::keep_going(const PageVisit& visited) {
    FetchStatus status = visited.outcome.status;
    bool network_failure = !content_arrived(status) && status != FetchStatus::http_error &&
                           status != FetchStatus::robots_denied &&
                           status != FetchStatus::bad_redirect &&
                           status != FetchStatus::redirect_loop;
    bool server_failure = status == FetchStatus::http_error && visited.outcome.http_status >= 500;
    failures_in_a_row_ = network_failure || server_failure ? failures_in_a_row_ + 1 : 0;
    if (failures_in_a_row_ >= plan_.options.limits.failures_in_a_row_max)
        halted_ = "host_stopped_answering";
}

// Limits of the whole site, whatever is asked.
void SiteCrawl::note_limits(const PageVisit& visited) {
    for (const Exchange& exchange : visited.outcome.exchanges)
        bytes_ += static_cast<std::int64_t>(exchange.body.size());
    const LimitOptions& limits = plan_.options.limits;
    if (bytes_ > limits.site_bytes_max) halted_ = "site_bytes";
    std::int64_t took = steady_ms() - started_ms_ -
                        blackout_ms(plan_.site.blackout, started_, s_.clock->now());
    if (took > limits.site_seconds_max * 1'000) halted_ = "site_seconds";
}

bool SiteCrawl::out_of_limits() const { return halted_ == "site_bytes" || halted_ == "site_seconds"; }

static Task<> drain(std::deque<std::shared_ptr<Running<PageVisit>>>& window) {
    for (; !window.empty(); window.pop_front()) co_await window.front()->result();
}

// One visit that went wrong inside us is that visit's outcome, not the end of the crawl.
Task<PageVisit> SiteCrawl::survive(const VisitUrl& visit, KnownUrl known) {
    PageVisit visited;
    std::string why;
    try {
        visited = co_await visit(known);
    } catch (const std::exception& e) {
        why = e.what();
    }
    if (!why.empty()) visited = refused(std::move(known), FetchStatus::internal, why);
    co_return visited;
}

// `next` yields what to ask, `visit` asks it, `take` books it; in order, `width` at a time. Nothing
// is left running when this returns.
Task<Result<void>> SiteCrawl::in_order(std::size_t width, NextUrl next, VisitUrl visit,
                                       TakeVisit take) {
    std::deque<std::shared_ptr<Running<PageVisit>>> window;
    Result<void> done;
    for (;;) {
        while (window.size() < width && !stopping()) {
            auto known = next();
            if (!known) break;
            window.push_back(start(s_.net, survive(visit, std::move(*known))));
        }
        if (window.empty()) break;
        PageVisit visited = co_await window.front()->result();
        window.pop_front();
        if (visited.outcome.status == FetchStatus::cancelled || stopping()) break;
        note_limits(visited);
        if (visited.outcome.status != FetchStatus::ok) ++s_.progress->errors;
        done = co_await store(take(std::move(visited)));
        if (!done) break;
        auto waiting = static_cast<std::int64_t>(frontier_.waiting());
        s_.progress->waiting += waiting - std::exchange(reported_waiting_, waiting);
    }
    co_await drain(window);
    if (done && stopping()) co_return failure(Errc::interrupted, "interrupted");
    co_return done;
}

std::size_t SiteCrawl::width() const {
    const PolitenessOptions& polite = plan_.options.politeness;
    if (plan_.site.internal)
        return static_cast<std::size_t>(polite.internal_connections) * window_per_connection;
    return static_cast<std::size_t>(polite.connections_per_host) * polite_window_per_connection;
}

Task<Result<void>> SiteCrawl::probe_random_path() {
    auto home = parse_url(plan_.site.home);
    if (!home) co_return failure(Errc::config, plan_.site.home + ": is no address");
    std::vector<ControlOrder> orders;
    order_control(orders, *home, "random_path");
    Result<void> done = co_await ask_controls(std::move(orders));
    co_return done;
}

Task<Result<void>> SiteCrawl::crawl_pages() {
    Result<void> done;
    if (frontier_.known_count() == 0) done = co_await store(seeds());
    if (done && plan_.check_links) done = co_await probe_random_path();
    if (!done) co_return done;
    NextUrl next = [this] { return halted_.empty() ? frontier_.next_page() : std::nullopt; };
    VisitUrl visit = [this](KnownUrl known) { return visit_page(std::move(known)); };
    TakeVisit take = [this](PageVisit visited) {
        ++s_.progress->pages;
        keep_going(visited);
        int failures = failures_in_a_row_;
        Visit booked = take_in(std::move(visited));
        // What a continued crawl must know to decide as this one does.
        if (!halted_.empty()) booked.values.emplace_back("halted", halted_);
        if (failures != std::exchange(stored_failures_, failures))
            booked.values.emplace_back("failures_in_a_row", std::to_string(failures));
        return booked;
    };
    done = co_await in_order(width(), next, visit, take);
    co_return done;
}

}  // namespace duwang::crawler
