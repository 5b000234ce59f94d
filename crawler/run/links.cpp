// Links: asked once, the failing ones again after a while with controls beside them, and at the end
// the places where the bad ones stand.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/hash.h"
#include "crawler/async/gate.h"
#include "crawler/http/decode.h"
#include "crawler/plan/wall.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t link_window = 32;  // over many hosts; each host has its own queue

}  // namespace

Visit SiteCrawl::visit_of_link(const PageVisit& visited) {
    Visit visit;
    visit.url = visited.known.id;
    visit.status = visited.outcome.status;
    visit.http_status = visited.outcome.http_status;
    visit.final_url = visited.outcome.final_url;
    visit.exchanges = visited.outcome.exchanges;
    if (!visited.wall.empty() && !visit.exchanges.empty())
        visit.exchanges.back().status = FetchStatus::blocked;
    if (!visited.has_page) return visit;
    visit.suspect = suspect_of(visited.outcome, visited.reading.facts, visited.known.url, home_url_,
                               controls_, plan_.options.links.error_phrases);
    // A page was read whole when it was visited; a shorter second look must not replace that.
    if (visited.known.role == UrlRole::link) visit.facts = visited.reading.facts;
    return visit;
}

Task<Result<void>> SiteCrawl::check_links() {
    NextUrl next = [this] { return out_of_limits() ? std::nullopt : frontier_.next_link(); };
    VisitUrl visit = [this](KnownUrl known) { return visit_link(std::move(known), "link"); };
    TakeVisit take = [this](PageVisit visited) {
        ++s_.progress->links;
        return visit_of_link(visited);
    };
    Result<void> done = co_await in_order(link_window, next, visit, take);
    co_return done;
}

// An address nobody can have linked to, in the same directory and with the same ending (K2 of
// link-judgement). The same for every start of the same round.
std::string SiteCrawl::random_url(const Url& like, std::string& scope) const {
    std::string path(like.path());
    auto slash = path.rfind('/');
    std::string directory = path.substr(0, slash + 1);
    std::string name = path.substr(slash + 1);
    auto point = name.rfind('.');
    std::string ending = point == std::string::npos ? ".html" : name.substr(point);
    scope = like.host_port() + directory + "*" + ending;
    std::string word = sha256_hex(plan_.seed + scope).substr(0, 16);
    return like.origin() + directory + word + ending;
}

// What a control's answer says, ready to be booked.
Visit SiteCrawl::take_control(PageVisit visited, const ControlOrder& order) {
    ControlFacts facts;
    facts.kind = order.kind;
    facts.scope = order.scope;
    facts.status = visited.outcome.status;
    facts.http_status = visited.outcome.http_status;
    facts.final_url = visited.outcome.final_url;
    facts.title = visited.reading.facts.title;
    facts.text_chars = visited.reading.facts.text_chars;
    facts.fingerprint = visited.reading.facts.fingerprint;
    facts.at = s_.clock->now();
    controls_.push_back(facts);
    Visit visit;
    visit.exchanges = std::move(visited.outcome.exchanges);
    visit.control = std::move(facts);
    return visit;
}

// Asks the controls that were not asked before, each once per crawl.
Task<Result<void>> SiteCrawl::ask_controls(std::vector<ControlOrder> orders) {
    std::size_t given = 0;
    NextUrl next = [&]() -> std::optional<KnownUrl> {
        if (given == orders.size() || out_of_limits()) return std::nullopt;
        KnownUrl target;
        target.url = orders[given++].url;
        target.id = static_cast<std::int64_t>(given);  // its place in `orders`, from 1
        return target;
    };
    VisitUrl visit = [&](KnownUrl target) {
        const ControlOrder& order = orders[static_cast<std::size_t>(target.id - 1)];
        return visit_control(std::move(target),
                             order.kind == "random_path" ? "control_random" : "control_home");
    };
    TakeVisit take = [&](PageVisit visited) {
        const ControlOrder& order = orders[static_cast<std::size_t>(visited.known.id - 1)];
        return take_control(std::move(visited), order);
    };
    Result<void> done = co_await in_order(link_window, next, visit, take);
    co_return done;
}

// Adds the control of that kind for the address, unless it is known or ordered already.
void SiteCrawl::order_control(std::vector<ControlOrder>& orders, const Url& url,
                              const std::string& kind, Again again) const {
    auto home = parse_url(home_url_);
    bool home_host = home && home->host_port() == url.host_port();
    ControlOrder order{kind, url.host_port(), home_host ? home_url_ : url.origin() + "/"};
    if (kind == "random_path") order.url = random_url(url, order.scope);
    auto same = [&](const auto& other) { return other.kind == order.kind && other.scope == order.scope; };
    bool asked = again == Again::no && std::ranges::any_of(controls_, same);
    if (asked || std::ranges::any_of(orders, same)) return;
    orders.push_back(std::move(order));
}

// Never asked again: what we chose not to ask, and what a second question cannot change.
static bool needs_confirmation(const CaptureLookback::Troubled& row) {
    if (row.known.role == UrlRole::skip) return false;
    const std::string& status = row.known.status;
    return status != "robots_denied" && status != "robots_unreachable" && status != "blocked_target";
}

Task<Result<void>> SiteCrawl::ask_again(std::vector<KnownUrl> targets) {
    std::size_t given = 0;
    NextUrl next = [&]() -> std::optional<KnownUrl> {
        if (given == targets.size() || out_of_limits()) return std::nullopt;
        return targets[given++];
    };
    VisitUrl visit = [this](KnownUrl known) { return visit_link(std::move(known), "confirm"); };
    TakeVisit take = [this](PageVisit visited) {
        ++s_.progress->links;
        Visit booked = visit_of_link(visited);
        booked.values.emplace_back("confirmed_upto", std::to_string(visited.known.id));
        return booked;
    };
    Result<void> done = co_await in_order(link_window, next, visit, take);
    co_return done;
}

Task<Result<void>> SiteCrawl::confirm_links() {
    std::int64_t ended_ms = steady_ms();
    auto ask = [lookback = s_.lookback] { return lookback->troubled(); };
    auto rows = co_await offload(s_.work, ask);
    if (!rows) co_return failure(rows.error().code, rows.error().what);
    std::string upto = s_.sink->value("confirmed_upto");
    std::int64_t done_upto = upto.empty() ? 0 : std::stoll(upto);
    std::vector<KnownUrl> targets;
    std::vector<ControlOrder> orders;
    for (CaptureLookback::Troubled& row : *rows) {
        auto url = parse_url(row.known.url);
        if (!url || row.known.id <= done_upto || !needs_confirmation(row)) continue;
        order_control(orders, *url, "known_good");
        order_control(orders, *url, "random_path");
        targets.push_back(std::move(row.known));
    }
    Result<void> done = co_await ask_controls(std::move(orders));
    if (!done || targets.empty()) co_return done;
    std::int64_t wait = ended_ms + plan_.options.links.confirm_after_ms - steady_ms();
    if (wait > 0) co_await pause(wait);
    done = co_await ask_again(targets);
    if (!done) co_return done;
    // And once more after the last verdict: a host that went down meanwhile voids what it answered.
    std::vector<ControlOrder> last;
    for (const KnownUrl& target : targets) {
        auto url = parse_url(target.url);
        if (url) order_control(last, *url, "known_good", Again::yes);
    }
    done = co_await ask_controls(std::move(last));
    co_return done;
}

namespace {

// Reads a stored page once more, this time for the words around its bad links.
void find_places(const LinkingPage& page, const ReaderRules& rules,
                 const std::map<std::string, std::int64_t>& ids, CaptureLookback& lookback) {
    auto base = parse_url(page.final_url);
    if (!base) return;
    PageContext context;
    context.url = *base;
    context.content_type = page.content_type;
    context.detail = true;
    Decoded decoded = decode_content(page.body, page.content_encoding, 64 << 20);
    PageReading reading = read_page(decoded.bytes, context, rules);
    for (const Link& link : reading.facts.links) {
        auto url = parse_url(link.url);
        if (!url) continue;
        auto found = ids.find(url->key(rules.urls));
        if (found == ids.end()) continue;
        LinkPlace place;
        place.page = page.page;
        place.tag = link.tag;
        place.raw = link.raw;
        place.text = link.text.empty() ? link.title : link.text;
        (void)lookback.store_place(found->second, place);
    }
}

Result<void> record_all_places(CaptureLookback& lookback, const ReaderRules& rules, int places_max) {
    auto rows = lookback.troubled();
    if (!rows) return tl::unexpected(rows.error());
    std::vector<std::int64_t> targets;
    std::map<std::string, std::int64_t> ids;
    for (const auto& row : *rows) {
        targets.push_back(row.known.id);
        if (auto url = parse_url(row.known.url)) ids.emplace(url->key(rules.urls), row.known.id);
    }
    return lookback.linking_pages(targets, places_max, [&](LinkingPage page) {
        find_places(page, rules, ids, lookback);
    });
}

}  // namespace

Task<Result<void>> SiteCrawl::record_places() {
    auto work = [lookback = s_.lookback, rules = plan_.reader,
                 places_max = plan_.options.links.places_max] {
        return record_all_places(*lookback, rules, places_max);
    };
    Result<void> done = co_await offload(s_.writer, work);
    co_return done;
}

}  // namespace duwang::crawler
