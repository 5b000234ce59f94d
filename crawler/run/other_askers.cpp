// What fails for us is asked otherwise, before it may cost points: in the other character set, by
// another program (第二客户端) and through other networks (第二网络).
#include <algorithm>

#include "core/url_encoding.h"
#include "crawler/probe/second_client.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

constexpr std::int64_t vantage_up_ms = 60'000;  // so long one self-check speaks for the others

// What only our network says, or a refusal that may be meant for it.
bool may_be_our_network(const KnownUrl& known) {
    const std::string& status = known.status;
    return status.starts_with("dns_") || status.starts_with("connect") || status == "timeout" ||
           status == "empty_response" || status == "http_403";
}

// No answer in time: perhaps it is only slow (row 31).
bool is_silent(const KnownUrl& known) { return known.status == "timeout"; }

bool has_no_name(const KnownUrl& known) { return known.status == "dns_nxdomain"; }

bool has_other_encoding(const KnownUrl& known) {
    return (known.status == "http_404" || known.status == "http_410") &&
           in_other_encoding(known.url).has_value();
}

}  // namespace

Task<Visited> SiteCrawl::visit_by_second_client(KnownUrl known) {
    auto made = std::make_unique<PageVisit>();
    // It asks past our queues, one question at a time: this is their delay.
    const PolitenessOptions& polite = plan_.options.politeness;
    co_await pause(plan_.site.internal ? polite.internal_delay_ms : polite.delay_ms);
    SecondClientTools tools;
    tools.net = s_.net;
    tools.work = s_.work;
    tools.resolver = s_.resolver;
    tools.clock = s_.clock;
    tools.allowed = s_.allowed;
    tools.http = plan_.options.http;
    tools.body_bytes_max = plan_.options.links.body_bytes_max;
    if (is_silent(known)) tools.answer_ms = plan_.options.links.second_client_answer_ms;
    made->outcome = co_await ask_second_client(known.url, tools);
    made->known = std::move(known);
    co_await read_answer(*made, false, false);
    co_return made;
}

// 自检 of another network: only where it reaches what surely works, its failures are the site's.
Task<bool> SiteCrawl::is_up(Vantage vantage) {
    const Timestamp now = s_.clock->now();
    const auto known = vantages_up_.find(vantage.name);
    if (known != vantages_up_.end() && now.unix_ms - known->second.unix_ms < vantage_up_ms)
        co_return true;
    for (const std::string& canary : plan_.options.links.canaries) {
        Request request(canary, "self_check:" + vantage.name);
        request.fresh_connection = true;
        request.body_bytes_max = plan_.options.links.body_bytes_max;
        FetchOutcome outcome = co_await vantage.http->fetch(request);
        if (!content_arrived(outcome.status)) continue;
        vantages_up_[vantage.name] = now;
        co_return true;
    }
    co_return false;
}

Task<Visited> SiteCrawl::visit_from(Vantage vantage, KnownUrl known) {
    auto made = std::make_unique<PageVisit>();
    Request request(known.url, "vantage:" + vantage.name);
    request.fresh_connection = true;
    request.body_bytes_max = plan_.options.links.body_bytes_max;
    made->outcome = co_await vantage.http->fetch(request);
    made->known = std::move(known);
    bool saw_something = made->outcome.http_status > 0;
    if (!saw_something) saw_something = co_await is_up(vantage);
    // Its proxy failed, or the line behind it: nothing was seen of the site.
    if (made->outcome.status == FetchStatus::proxy_error || !saw_something)
        made->outcome.status = FetchStatus::not_attempted;
    co_await read_answer(*made, false, false);
    co_return made;
}

// 编码: the same page, should the site want its address in the other character set (row 6).
Task<Visited> SiteCrawl::visit_in_other_encoding(KnownUrl known) {
    const std::string asked = in_other_encoding(known.url).value_or(known.url);
    Request request(asked, "other_encoding");
    request.body_bytes_max = plan_.options.links.body_bytes_max;
    Visited visited = co_await fetch_and_read(known, request, false, false);
    if (visited->outcome.status == FetchStatus::partial) visited->outcome.status = FetchStatus::ok;
    co_return visited;
}

// 另一解析服务器: does the name exist for others?
Task<Visited> SiteCrawl::visit_second_resolver(KnownUrl known) {
    auto made = std::make_unique<PageVisit>();
    Exchange exchange;
    exchange.url = known.url;
    exchange.purpose = "second_resolver";
    exchange.started = s_.clock->now();
    const auto url = parse_url(known.url);
    const std::string host = url ? std::string(url->host()) : std::string();
    DnsAnswer v4 = co_await s_.second_resolver->resolve(host, Family::v4);
    DnsAnswer v6 = co_await s_.second_resolver->resolve(host, Family::v6);
    exchange.dns = {dns_facts(host, Family::v4, v4), dns_facts(host, Family::v6, v6)};
    const bool known_there = v4.kind == DnsAnswer::Kind::ok || v6.kind == DnsAnswer::Kind::ok;
    exchange.status = known_there ? FetchStatus::ok : status_of_answer(v4.kind);
    made->outcome.status = exchange.status;
    made->outcome.final_url = known.url;
    made->outcome.exchanges.push_back(std::move(exchange));
    made->known = std::move(known);
    co_return made;
}

// One after the other.
Task<Result<void>> SiteCrawl::ask_aside(VisitUrl visit, std::vector<KnownUrl> targets) {
    std::size_t given = 0;
    NextUrl next = [&]() -> std::optional<KnownUrl> {
        if (given == targets.size() || out_of_limits()) return std::nullopt;
        return targets[given++];
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

Task<Result<void>> SiteCrawl::ask_second_client_of(std::vector<KnownUrl> targets) {
    VisitUrl visit = [this](KnownUrl known) { return visit_by_second_client(std::move(known)); };
    std::erase_if(targets, [&](const KnownUrl& known) {
        return is_silent(known) &&
               ++silent_asked_ > plan_.options.links.second_client_silent_max;
    });
    Result<void> done = co_await ask_aside(visit, std::move(targets));
    co_return done;
}

Task<Result<void>> SiteCrawl::ask_from(Vantage vantage, std::vector<KnownUrl> targets) {
    VisitUrl visit = [this, vantage](KnownUrl known) {
        return visit_from(vantage, std::move(known));
    };
    Result<void> done = co_await ask_aside(visit, std::move(targets));
    co_return done;
}

Task<Result<void>> SiteCrawl::ask_others(const std::vector<KnownUrl>& targets) {
    auto failing = co_await still_failing(targets);
    if (!failing) co_return failure(failing.error().code, failing.error().what);
    std::vector<KnownUrl> elsewhere;
    std::ranges::copy_if(*failing, std::back_inserter(elsewhere), may_be_our_network);
    std::vector<KnownUrl> nameless;
    std::ranges::copy_if(*failing, std::back_inserter(nameless), has_no_name);
    std::erase_if(*failing, [](const KnownUrl& known) { return known.status.starts_with("dns_"); });
    std::vector<KnownUrl> encoded;
    std::ranges::copy_if(*failing, std::back_inserter(encoded), has_other_encoding);
    VisitUrl visit = [this](KnownUrl known) { return visit_in_other_encoding(std::move(known)); };
    Result<void> done = co_await ask_aside(visit, std::move(encoded));
    VisitUrl look_up = [this](KnownUrl known) { return visit_second_resolver(std::move(known)); };
    if (done && s_.second_resolver) done = co_await ask_aside(look_up, std::move(nameless));
    if (done && plan_.options.links.second_client) done = co_await ask_second_client_of(*failing);
    for (std::size_t i = 0; done && i < s_.vantages.size(); ++i) {
        Vantage vantage = s_.vantages[i];
        done = co_await ask_from(vantage, elsewhere);
    }
    co_return done;
}

}  // namespace duwang::crawler
