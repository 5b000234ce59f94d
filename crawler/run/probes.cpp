// Questions that are asked of the site's servers rather than of its pages.
#include "crawler/probe/ipv6.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {

namespace {

// DNS answers become a record too, so that a missing AAAA can be read back from the capture.
Exchange dns_record(const Ipv6Facts& facts, Timestamp now) {
    Exchange record;
    record.url = "dns:" + facts.host + "?type=AAAA";
    record.purpose = "dns";
    record.status = facts.aaaa_answer == "ok"         ? FetchStatus::ok
                    : facts.aaaa_answer == "nodata"   ? FetchStatus::dns_nodata
                    : facts.aaaa_answer == "nxdomain" ? FetchStatus::dns_nxdomain
                                                      : FetchStatus::dns_error;
    record.started = now;
    record.note = to_json(facts).dump();
    return record;
}

}  // namespace

Task<Result<void>> SiteCrawl::probe() {
    Result<void> done;
    const auto home = parse_url(plan_.site.home);
    if (home && plan_.probe_ipv6) done = co_await ask_over_ipv6(*home);
    const bool is_http = home && home->scheme() == "http";
    if (done && plan_.probe_https && is_http) done = co_await ask_over_https(*home);
    if (done && home && plan_.probe_search) done = co_await probe_search();
    co_return done;
}

// Whether the host of an http home page offers HTTPS, and with which certificate: the handshake
// tells, whatever is answered.
Task<Result<void>> SiteCrawl::ask_over_https(Url home) {
    KnownUrl known;
    known.url = home_url_;
    Visited denied = co_await refused_by_robots(known);
    if (denied) co_return Result<void>{};
    Request request("https://" + std::string(home.host()) + "/", "https");
    request.head = true;
    request.follow_redirects = false;
    request.waits_for_host = false;
    FetchOutcome outcome = co_await s_.http->fetch(request);
    if (stopping() || outcome.status == FetchStatus::cancelled)
        co_return failure(Errc::interrupted, "interrupted");
    Visit visit;
    visit.exchanges = std::move(outcome.exchanges);
    Result<void> stored = co_await store(std::move(visit));
    co_return stored;
}

Task<Result<void>> SiteCrawl::ask_over_ipv6(Url home) {
    Ipv6Tools tools = ipv6_tools(plan_.options);
    tools.net = s_.net;
    tools.http = s_.http;
    tools.resolver = s_.resolver;
    tools.allowed = s_.allowed;
    tools.may_ask = [this](const Url& url) { return robots_verdict(*robots_, url).allowed; };
    KnownUrl known;
    known.url = home_url_;
    Visited denied = co_await refused_by_robots(known);
    if (denied) tools.page = denied->outcome.status;
    Ipv6Probe found = co_await probe_ipv6(home, tools);
    if (stopping() || found.facts.status == FetchStatus::cancelled)
        co_return failure(Errc::interrupted, "interrupted");
    Visit visit;
    visit.exchanges = std::move(found.v4.exchanges);
    for (Exchange& hop : found.v6.exchanges) visit.exchanges.push_back(std::move(hop));
    visit.exchanges.push_back(dns_record(found.facts, s_.clock->now()));
    visit.values.emplace_back("ipv6", to_json(found.facts).dump());
    Result<void> stored = co_await store(std::move(visit));
    co_return stored;
}

}  // namespace duwang::crawler
