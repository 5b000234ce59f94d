// 断链复核: links that failed are asked again, with controls beside them and by others too.
#include <algorithm>
#include <set>
#include <sstream>

#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

// A control speaks for minutes (confirm.control_near_ms): it is asked between so many links.
constexpr std::size_t batch_max = 100;

// Never asked again: what we chose not to ask, and what a second question cannot change, or only a
// person can. What a wall made void is asked when it is due, hours later.
bool needs_confirmation(const CaptureLookback::Troubled& row, bool is_due = false) {
    const bool told = row.suspect == "changed_kind" || (row.suspect == "voided" && !is_due);
    if (told || row.known.role == UrlRole::skip) return false;
    const std::string& status = row.known.status;
    if (status == "robots_unreachable") return is_due;  // the rules may be there again
    return status != "robots_denied" && status != "blocked_target";
}

std::int64_t number_in(const std::string& text) { return text.empty() ? 0 : std::stoll(text); }

}  // namespace

Task<Result<void>> SiteCrawl::ask_again(std::vector<KnownUrl> targets) {
    std::size_t given = 0;
    NextUrl next = [&]() -> std::optional<KnownUrl> {
        if (given == targets.size() || out_of_limits()) return std::nullopt;
        return targets[given++];
    };
    VisitUrl visit = [this](KnownUrl known) { return visit_link(std::move(known), "confirm"); };
    TakeVisit take = [this](PageVisit&& visited) {
        ++s_.progress->links;
        Visit booked = visit_of_link(visited);
        if (is_read_file(visited)) take_links(booked, visited.reading, visited.known);
        booked.values.emplace_back("confirmed_upto", std::to_string(visited.known.id));
        return booked;
    };
    const bool files = std::ranges::any_of(targets, &SiteCrawl::is_read);
    Result<void> done = co_await in_order(files ? file_window() : link_window, next, visit, take);
    co_return done;
}

// Of a confirmation (断链复核): the targets that are due. Not set: an ordinary crawl, which asks
// every failing one again.
std::optional<std::set<std::int64_t>> SiteCrawl::due_targets() const {
    const std::string text = s_.sink->value("confirm_targets");
    if (text.empty()) return std::nullopt;
    std::set<std::int64_t> due;
    std::istringstream numbers(text);
    for (std::int64_t id = 0; numbers >> id;) due.insert(id);
    return due;
}

// Of these the ones that another client could tell more of: what it says of a wall, or of what was
// not asked at all, settles nothing.
Task<Result<std::vector<KnownUrl>>> SiteCrawl::still_failing(const std::vector<KnownUrl>& targets) {
    std::set<std::int64_t> ids;
    for (const KnownUrl& target : targets) ids.insert(target.id);
    auto ask = [lookback = s_.lookback] { return lookback->troubled(); };
    auto rows = co_await offload(s_.work, ask);
    if (!rows) co_return tl::unexpected(rows.error());
    std::vector<KnownUrl> failing;
    for (CaptureLookback::Troubled& row : *rows) {
        const std::string& status = row.known.status;
        // What is wrong with a certificate is no matter of the link.
        const bool certificate =
            status.starts_with("tls_") && status != "tls_handshake" && status != "tls_error";
        const bool settled = certificate || status == "blocked" || status == "rate_limited" ||
                             status == "host_backing_off";
        if (ids.contains(row.known.id) && needs_confirmation(row) && !settled)
            failing.push_back(std::move(row.known));
    }
    co_return failing;
}

// Whose word counts: the host that was asked, and the one that its redirects led to.
std::vector<Url> SiteCrawl::hosts_of(const KnownUrl& known) {
    std::vector<Url> hosts;
    if (auto url = parse_url(known.url)) hosts.push_back(std::move(*url));
    auto led = parse_url(known.final_url);
    if (led && !hosts.empty() && led->host_port() != hosts.front().host_port())
        hosts.push_back(std::move(*led));
    return hosts;
}

// A host whose root is refused or missing (a file server, an application in a folder) is known by
// another page that answered well.
Task<Result<void>> SiteCrawl::find_known_pages(const std::vector<KnownUrl>& targets) {
    std::set<std::string> hosts;
    for (const KnownUrl& target : targets)
        for (const Url& url : hosts_of(target)) {
            const std::string host = url.host_port();
            const auto is_last = [&](const ControlFacts& control) {
                return control.kind == "known_good" && control.scope == host;
            };
            const auto last = std::find_if(controls_.rbegin(), controls_.rend(), is_last);
            if (last != controls_.rend() && last->http_status >= 400 && last->http_status != 429 &&
                !scope_.on_site(url))
                hosts.insert(host);
        }
    if (hosts.empty()) co_return Result<void>{};
    auto find = [lookback = s_.lookback, hosts] { return lookback->good_pages(hosts); };
    auto pages = co_await offload(s_.work, find);
    if (!pages) co_return failure(pages.error().code, pages.error().what);
    std::vector<ControlOrder> orders;
    for (const auto& [host, page] : *pages) orders.push_back({"known_good", host, page});
    Result<void> done = co_await ask_controls(std::move(orders));
    for (const ControlFacts& control : controls_) {
        const auto page = pages->find(control.scope);
        const bool good = content_arrived(control.status) && control.http_status < 400;
        if (page != pages->end() && control.kind == "known_good" && good)
            known_pages_[control.scope] = page->second;
    }
    co_return done;
}

// Of every host whose word counts: K1 `again` or not, and K2.
std::vector<ControlOrder> SiteCrawl::controls_for(const std::vector<KnownUrl>& targets,
                                                  Again again) const {
    std::vector<ControlOrder> orders = self_checks();
    for (const KnownUrl& target : targets)
        for (const Url& host : hosts_of(target)) {
            order_control(orders, host, "known_good", again);
            order_control(orders, host, "random_path");
        }
    return orders;
}

Task<Result<void>> SiteCrawl::confirm_batch(std::vector<KnownUrl> targets, Again again) {
    std::vector<ControlOrder> orders = controls_for(targets, again);
    Result<void> done = co_await ask_controls(std::move(orders));
    if (done) done = co_await find_known_pages(targets);
    if (done) done = co_await ask_again(targets);
    if (done) done = co_await ask_others(targets);
    co_return done;
}

// What is due, or failed in this crawl. `asked`: how many of them before an interruption.
std::vector<KnownUrl> SiteCrawl::to_confirm(std::vector<CaptureLookback::Troubled> rows,
                                            std::size_t& asked) const {
    const std::optional<std::set<std::int64_t>> due = due_targets();
    const std::int64_t asked_upto = number_in(s_.sink->value("confirmed_upto"));
    const std::int64_t parent_end = number_in(s_.sink->value("retry_from"));
    std::vector<KnownUrl> targets;
    for (CaptureLookback::Troubled& row : rows) {
        if (!parse_url(row.known.url) || !needs_confirmation(row, due.has_value())) continue;
        // Confirmed by the parent capture already.
        if (due ? !due->contains(row.known.id) : row.known.exchange <= parent_end) continue;
        if (row.known.id <= asked_upto) ++asked;
        targets.push_back(std::move(row.known));
    }
    return targets;
}

Task<Result<void>> SiteCrawl::confirm_links() {
    const std::int64_t ended_ms = steady_ms();
    auto ask = [lookback = s_.lookback] { return lookback->troubled(); };
    auto rows = co_await offload(s_.work, ask);
    if (!rows) co_return failure(rows.error().code, rows.error().what);
    std::size_t asked = 0;
    const std::vector<KnownUrl> targets = to_confirm(std::move(*rows), asked);
    if (targets.empty()) co_return Result<void>{};
    // What is due was asked hours ago.
    const std::int64_t confirm_after = due_targets() ? 0 : plan_.options.links.confirm_after_ms;
    const std::int64_t wait = ended_ms + confirm_after - steady_ms();
    if (wait > 0 && asked < targets.size()) co_await pause(wait);
    Result<void> done;
    for (std::size_t at = asked; done && at < targets.size(); at += batch_max) {
        const std::size_t end = std::min(at + batch_max, targets.size());
        std::vector<KnownUrl> batch(targets.begin() + static_cast<std::ptrdiff_t>(at),
                                    targets.begin() + static_cast<std::ptrdiff_t>(end));
        const Again again = at == asked ? Again::no : Again::yes;
        done = co_await confirm_batch(std::move(batch), again);
    }
    if (!done) co_return done;
    // And once more after the last verdict, also of those that were confirmed before an
    // interruption: a host that went down meanwhile voids what it answered.
    std::vector<ControlOrder> last;
    for (const KnownUrl& target : targets)
        for (const Url& host : hosts_of(target))
            order_control(last, host, "known_good", Again::yes);
    for (ControlOrder& canary : self_checks()) last.push_back(std::move(canary));
    done = co_await ask_controls(std::move(last));
    co_return done;
}

}  // namespace duwang::crawler
