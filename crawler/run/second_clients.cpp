// 第二客户端: what fails for us is asked by another program too, before it may cost points.
#include <algorithm>

#include "crawler/probe/second_client.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {

Task<Visited> SiteCrawl::visit_by_second_client(KnownUrl known) {
    auto made = std::make_unique<PageVisit>();
    SecondClientTools tools;
    tools.net = s_.net;
    tools.work = s_.work;
    tools.resolver = s_.resolver;
    tools.clock = s_.clock;
    tools.allowed = s_.allowed;
    tools.http = plan_.options.http;
    tools.body_bytes_max = plan_.options.links.body_bytes_max;
    made->outcome = co_await ask_second_client(known.url, tools);
    made->known = std::move(known);
    co_await read_answer(*made, false, false);
    co_return made;
}

// One after the other: another program does not know of our delays.
Task<Result<void>> SiteCrawl::ask_second_client_of(std::vector<KnownUrl> targets) {
    std::size_t given = 0;
    NextUrl next = [&]() -> std::optional<KnownUrl> {
        if (given == targets.size() || out_of_limits()) return std::nullopt;
        return targets[given++];
    };
    VisitUrl visit = [this](KnownUrl known) -> Task<Visited> {
        return visit_by_second_client(std::move(known));
    };
    TakeVisit take = [this](PageVisit&& visited) {
        Visit booked = visit_of_link(visited);
        booked.facts.reset();
        booked.aside = true;
        if (visited.outcome.status == FetchStatus::not_attempted) booked.exchanges.clear();
        return booked;
    };
    Result<void> done = co_await in_order(1, next, visit, take);
    co_return done;
}

}  // namespace duwang::crawler
