// Fetching one address and reading what came.
#include "core/text/normalise.h"
#include "crawler/plan/wall.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

bool looks_like_html(const FetchOutcome& outcome) {
    std::string_view type = outcome.content_type;
    if (type.find("html") != type.npos || type.find("xml") != type.npos) return true;
    bool unlabelled = type.empty() || type.starts_with("text/plain");
    return unlabelled && outcome.body->find('<') < 1024;
}

PageReading read(const ReaderRules& rules, const PageContext& context,
                 const std::shared_ptr<const std::string>& body) {
    // Decoding tables and buffers are kept by each thread of the pool.
    thread_local std::unique_ptr<PageReader> reader;
    if (!reader) reader = std::make_unique<PageReader>(rules);
    return reader->read(*body, context);
}

}  // namespace

PageVisit SiteCrawl::refused(KnownUrl known, FetchStatus status, std::string note) const {
    PageVisit visited;
    Exchange exchange;
    exchange.url = known.url;
    exchange.purpose = "page";
    exchange.status = status;
    exchange.started = s_.clock->now();
    exchange.note = std::move(note);
    visited.outcome.status = status;
    visited.outcome.final_url = known.url;
    visited.outcome.exchanges.push_back(std::move(exchange));
    visited.known = std::move(known);
    return visited;
}

RobotsVerdict SiteCrawl::robots_verdict(const Url& url) const {
    if (!plan_.site.authority.empty()) return {};
    std::string path(url.path());
    if (!url.query().empty()) path.append("?").append(url.query());
    return robots_.allowed(plan_.robots_agent, path);
}

Task<PageVisit> SiteCrawl::visit_page(KnownUrl known) {
    auto url = parse_url(known.url);
    if (!url) co_return refused(known, FetchStatus::unsupported_scheme, "");
    RobotsVerdict verdict = robots_verdict(*url);
    if (!verdict.allowed) {
        FetchStatus status = robots_.is_unreachable() ? FetchStatus::robots_unreachable
                                                      : FetchStatus::robots_denied;
        std::string note = verdict.rule + " (line " + std::to_string(verdict.line) + ")";
        co_return refused(known, status, note);
    }
    Request request(known.url, "page");
    bool judged = known.focus;
    PageVisit visited = co_await fetch_and_read(known, request, judged, judged);
    co_return visited;
}

Task<PageVisit> SiteCrawl::visit_link(KnownUrl known, std::string purpose) {
    Request request(known.url, purpose);
    request.body_bytes_max = plan_.options.links.body_bytes_max;
    request.fresh_connection = purpose == "confirm";
    PageVisit visited = co_await fetch_and_read(known, request, false, false);
    // Enough came to see that it is there.
    if (visited.outcome.status == FetchStatus::partial) visited.outcome.status = FetchStatus::ok;
    co_return visited;
}

Task<PageVisit> SiteCrawl::fetch_and_read(KnownUrl known, Request request, bool detail,
                                          bool structure) {
    PageVisit visited;
    visited.outcome = co_await s_.http->fetch(request);
    for (const Exchange& exchange : visited.outcome.exchanges)
        s_.progress->bytes += static_cast<std::int64_t>(exchange.body.size());
    bool came = !visited.outcome.body->empty() && looks_like_html(visited.outcome);
    auto base = parse_url(visited.outcome.final_url);
    if (came && base) {
        PageContext context;
        context.url = *base;
        context.content_type = visited.outcome.content_type;
        context.detail = detail;
        context.structure = structure;
        context.as_of = plan_.as_of.date();
        auto job = [&rules = plan_.reader, context, body = visited.outcome.body] {
            return read(rules, context, body);
        };
        visited.reading = co_await offload(s_.work, job);
        visited.wall = recognise_wall(visited.outcome, visited.reading.facts,
                                      visited.reading.links.size());
        if (!visited.wall.empty()) visited.outcome.status = FetchStatus::blocked;
        visited.has_page = content_arrived(visited.outcome.status);
        visited.reading.facts.url = known.url;
        visited.reading.facts.final_url = visited.outcome.final_url;
        visited.reading.facts.status = visited.outcome.status;
        visited.reading.facts.http_status = visited.outcome.http_status;
    }
    visited.known = std::move(known);
    co_return visited;
}

Task<Result<void>> SiteCrawl::learn_robots() {
    auto home = parse_url(plan_.site.home);
    if (!home || !plan_.site.authority.empty()) co_return Result<void>{};
    Request request(home->origin() + "/robots.txt", "robots");
    request.body_bytes_max = Robots::bytes_max;
    FetchOutcome outcome = co_await s_.http->fetch(request);
    if (outcome.status == FetchStatus::cancelled)
        co_return failure(Errc::interrupted, "interrupted");
    bool answered = outcome.status == FetchStatus::ok || outcome.status == FetchStatus::partial;
    bool missing = outcome.status == FetchStatus::http_error && outcome.http_status < 500;
    // A protection page in its place says nothing about robots; the home page will meet it too.
    bool walled = !recognise_wall(outcome, PageFacts{}, 0).empty();
    if (walled) robots_ = Robots();
    else if (answered) robots_ = Robots::parse(*outcome.body);
    else if (outcome.status == FetchStatus::http_error && !missing) robots_ = Robots::unreachable();
    // A site that cannot be reached at all says so on its home page, not through robots.txt.
    s_.polite->ask_for_delay(home->host_port(), robots_.crawl_delay_ms(plan_.robots_agent));
    if (!s_.sink->value("robots").empty()) co_return Result<void>{};
    Visit visit;
    visit.exchanges = std::move(outcome.exchanges);
    visit.values.emplace_back("robots", status_word(outcome.status, outcome.http_status));
    Result<void> stored = co_await store(std::move(visit));
    co_return stored;
}

}  // namespace duwang::crawler
