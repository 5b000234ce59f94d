// Controls: questions whose answer is known, so that the other answers can be trusted (K1 and K2 of
// link-judgement).
#include <algorithm>
#include <set>

#include "core/hash.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

constexpr std::int64_t fresh_ms = 600'000;  // so long a control need not be asked again

std::string purpose_of(const std::string& control) {
    if (control == "random_path") return "control_random";
    return control == "self_check" ? "self_check" : "control_home";
}

}  // namespace

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
Visit SiteCrawl::take_control(PageVisit&& visited, const ControlOrder& order) {
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

// Asks them in their order.
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
        return visit_control(std::move(target), purpose_of(order.kind));
    };
    TakeVisit take = [&](PageVisit&& visited) {
        const ControlOrder& order = orders[static_cast<std::size_t>(visited.known.id - 1)];
        return take_control(std::move(visited), order);
    };
    Result<void> done = co_await in_order(link_window, next, visit, take);
    co_return done;
}

// K3: pages of others that surely work. When they fail, our own network does.
std::vector<ControlOrder> SiteCrawl::self_checks() const {
    std::vector<ControlOrder> orders;
    for (const std::string& canary : plan_.options.links.canaries)
        orders.push_back({"self_check", canary, canary});
    return orders;
}

// K2 of every host that is linked to, where its first link leads: by that its pages that only say
// that they do not exist are known. A home page is no such page.
std::vector<ControlOrder> SiteCrawl::nonsense_of_linked_hosts() const {
    std::vector<ControlOrder> orders;
    std::set<std::string> hosts;
    frontier_.each_waiting_link([&](const KnownUrl& known) {
        const auto url = parse_url(known.url);
        const bool deep = url && (url->path() != "/" || !url->query().empty());
        if (!deep || scope_.on_site(*url) || !hosts.insert(url->host_port()).second) return;
        order_control(orders, *url, "random_path");
    });
    return orders;
}

// Adds the control of that kind for the address, unless it was asked just now or is ordered
// already.
void SiteCrawl::order_control(std::vector<ControlOrder>& orders, const Url& url,
                              const std::string& kind, Again again) const {
    auto home = parse_url(home_url_);
    bool home_host = home && home->host_port() == url.host_port();
    ControlOrder order{kind, url.host_port(), home_host ? home_url_ : url.origin() + "/"};
    if (auto known = known_pages_.find(url.host_port()); known != known_pages_.end())
        order.url = known->second;
    if (kind == "random_path") order.url = random_url(url, order.scope);
    auto same = [&](const auto& other) {
        return other.kind == order.kind && other.scope == order.scope;
    };
    const Timestamp now = s_.clock->now();
    // What was asked before an interruption, or hours ago, does not speak for what is asked now.
    const auto asked_lately = [&](const ControlFacts& one) {
        return same(one) && now.unix_ms - one.at.unix_ms < fresh_ms;
    };
    bool asked = again == Again::no && std::ranges::any_of(controls_, asked_lately);
    if (asked || std::ranges::any_of(orders, same)) return;
    orders.push_back(std::move(order));
}

}  // namespace duwang::crawler
