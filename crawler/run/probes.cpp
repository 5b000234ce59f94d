// Questions that are asked of the site's servers rather than of its pages.
#include "crawler/probe/ipv6.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {

Task<Result<void>> SiteCrawl::probe() {
    auto home = parse_url(plan_.site.home);
    if (!plan_.probe_ipv6 || !home) co_return Result<void>{};
    Ipv6Tools tools;
    tools.net = s_.net;
    tools.http = s_.http;
    tools.resolver = s_.resolver;
    tools.timeout_ms = plan_.options.http.connect_timeout_ms;
    tools.canaries = plan_.options.ipv6_canaries;
    Ipv6Probe found = co_await probe_ipv6(*home, tools);
    if (stopping() || found.facts.status == FetchStatus::cancelled)
        co_return failure(Errc::interrupted, "interrupted");
    Visit visit;
    visit.exchanges = std::move(found.exchanges);
    visit.values.emplace_back("ipv6", to_json(found.facts).dump());
    Result<void> stored = co_await store(std::move(visit));
    co_return stored;
}

}  // namespace duwang::crawler
