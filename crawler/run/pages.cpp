// The pages of a site: what is asked for next, and what is taken into the books of what came.
#include <algorithm>

#include "core/hash.h"
#include "core/text/normalise.h"
#include "crawler/run/crawler_state.h"
#include "crawler/run/site_state.h"

namespace duwang::crawler {

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

// The hash of an address in small letters; 0: it has no others. Most have none.
std::uint64_t SiteCrawl::folded(const Url& url) const {
    auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return std::ranges::any_of(url.path(), capital) ? CaseTwins::folded(url.key(plan_.reader.urls))
                                                    : 0;
}

// Another spelling of a known address; 0: none.
std::int64_t SiteCrawl::twin_of(std::uint64_t key, std::uint64_t folded) const {
    if (folded == 0) return twins_.find(key);
    std::int64_t plain = frontier_.find(folded);
    return plain > 0 ? plain : twins_.find(folded);
}

// Scope says what may be visited; what was learned of the site says what is worth it.
ScopeDecision SiteCrawl::decide(const Url& url, int depth, std::int64_t twin) {
    ScopeDecision decision = scope_.decide(url, depth);
    if (decision.role != UrlRole::page) return decision;
    if (std::string_view why = kinds_.admit(url); !why.empty())
        return {UrlRole::skip, std::string(why)};
    if (twin > 0 && twins_.are_one()) return {UrlRole::skip, "case_duplicate"};
    return decision;
}

// A further page of a list that is judged is judged too, as far back as a check needs it.
bool SiteCrawl::continues_list(const KnownUrl& from, const Url& url) const {
    if (!plan_.look_back || !from.focus) return false;
    auto page = page_number_of(url, plan_.options.traps);
    auto start = parse_url(from.url);
    if (!page || !start) return false;
    if (auto earlier = page_number_of(*start, plan_.options.traps))
        return earlier->list == page->list;
    std::string first = start->host_port() + std::string(start->path());
    if (!start->query().empty()) first += "?" + std::string(start->query());
    return page->list == first ||
           (first.ends_with('/') && page->list.starts_with(first + "index."));
}

// Its number; 0: there is no room for it.
std::int64_t SiteCrawl::take_new(Visit& visit, const KnownUrl& from, const Url& url,
                                 std::uint64_t key, bool named_focus) {
    if (frontier_.full()) {
        ++urls_dropped_;
        return 0;
    }
    int depth = from.depth + 1;
    std::uint64_t small = folded(url);
    std::int64_t twin = twin_of(key, small);
    ScopeDecision decision = decide(url, depth, twin);
    bool focus = named_focus || continues_list(from, url);
    Frontier::Entry entry = frontier_.discover(url, key, depth, from.id, decision.role,
                                               std::move(decision.rule), focus);
    if (!entry.is_new) return entry.id;
    remember_spelling(entry.known, small, twin);
    visit.discovered.push_back(std::move(entry.known));
    return entry.id;
}

// 翻页: further pages of a list that is judged are asked for like every other page, and judged as
// far back as a check needs them. They are no links of the page: a reader follows a script there,
// and what a script makes of its numbers is our reading of it.
void SiteCrawl::take_further(Visit& visit, const KnownUrl& from,
                             const std::vector<std::string>& addresses) {
    for (const std::string& address : addresses) {
        const auto url = parse_url(address);
        if (!url) continue;
        const std::uint64_t key = hash64(url->key(plan_.reader.urls));
        if (frontier_.find(key) > 0) continue;
        take_new(visit, from, *url, key, from.focus && plan_.look_back.has_value());
    }
}

void SiteCrawl::remember_spelling(const KnownUrl& known, std::uint64_t folded, std::int64_t twin) {
    if (known.role != UrlRole::page) return;
    if (folded != 0) twins_.add(folded, known.id);
    if (twin > 0) twins_.pair(known.id, twin);
}

// 附件: files of a judged page are read, also those that were met before on another page.
void SiteCrawl::take_files(Visit& visit, const KnownUrl& from, const PageFacts& facts) {
    if (!reads_files(from)) return;
    for (const std::string& address : facts.files) {
        const auto url = parse_url(address);
        const std::int64_t id = url ? frontier_.find(hash64(url->key(plan_.reader.urls))) : 0;
        if (id > 0 && frontier_.read_link(id)) visit.judged.push_back(id);
    }
}

// Distinct targets of the page: new ones enter the frontier, all are remembered as its links.
void SiteCrawl::take_links(Visit& visit, const PageReading& reading, const KnownUrl& from) {
    const auto chosen = chosen_targets(reading.facts, from);
    for (const LinkRef& link : reading.links) {
        if (link.is_resource) continue;
        // Most links of a page are known: they cost one look into a table.
        if (std::int64_t known = frontier_.find(link.key); known > 0) {
            visit.links.push_back(known);
            continue;
        }
        std::string_view address = reading.url_of(link);
        if (auto url = parse_url(address))
            if (auto id = take_new(visit, from, *url, link.key, chosen.contains(address)); id > 0)
                visit.links.push_back(id);
    }
    take_further(visit, from, reading.facts.reading.pager.addresses);
    take_files(visit, from, reading.facts);
}

namespace {

PageContent content_of(const PageVisit& visited) {
    const PageFacts& facts = visited.reading.facts;
    PageContent content{facts.fingerprint, facts.text_chars, std::nullopt};
    const std::string newest = visited.reused ? visited.reused->stored.newest : newest_day(facts);
    if (auto day = parse_timestamp(newest)) content.newest = day->date();
    return content;
}

}  // namespace

void SiteCrawl::learn(const KnownUrl& known, const PageContent& content) {
    if (auto url = parse_url(known.url)) kinds_.read(*url, content);
    twins_.read(known.id, content);
}

void SiteCrawl::book_home(Visit& visit, const std::string& wall) {
    SiteState state = state_from_home(visit.status, visit.http_status, wall);
    visit.values.emplace_back("site_state", to_text(state));
    // A wall is asked again before it is believed (walls.cpp).
    if (!state.reached && wall.empty()) halted_ = "site_not_reached";
    if (!state.reached) return;
    // A page that works, before anything else is asked (K1); others are asked later all the same.
    ControlFacts home;
    home.kind = "home_page";
    if (const auto url = parse_url(home_url_)) home.scope = url->host_port();
    home.status = visit.status;
    home.http_status = visit.http_status;
    home.final_url = visit.final_url;
    home.at = s_.clock->now();
    visit.control = std::move(home);
}

Visit SiteCrawl::take_in(PageVisit&& visited) {
    Visit visit;
    visit.url = visited.known.id;
    visit.asked = visited.known.url;
    visit.status = visited.outcome.status;
    visit.http_status = visited.outcome.http_status;
    visit.final_url = visited.outcome.final_url;
    if (visited.has_page) {
        visit.suspect = suspicion_of(visited);
        learn(visited.known, content_of(visited));
        auto landed = parse_url(visited.outcome.final_url);
        bool on_site = landed && scope_.on_site(*landed);
        if (on_site && visited.reused)
            take_earlier_links(visit, visited);
        else if (on_site)
            take_links(visit, visited.reading, visited.known);
    }
    note_wall(visited, visit);
    if (visited.known.reason == "home") book_home(visit, visited.wall);
    if (visited.has_page) visit.facts = std::move(visited.reading.facts);
    if (visited.reused) visit.stored = std::move(visited.reused->stored);
    visit.exchanges = std::move(visited.outcome.exchanges);
    if (!visited.wall.empty() && !visit.exchanges.empty())
        visit.exchanges.back().status = FetchStatus::blocked;
    return visit;
}

// Hosts that stop answering are left alone: the rest of the site is recorded as not visited.
void SiteCrawl::keep_going(const PageVisit& visited) {
    if (!visited.wall.empty()) return;  // it answers, though not us
    FetchStatus status = visited.outcome.status;
    bool network_failure = !content_arrived(status) && status != FetchStatus::http_error &&
                           status != FetchStatus::robots_denied &&
                           status != FetchStatus::bad_redirect &&
                           status != FetchStatus::redirect_loop;
    bool server_failure = status == FetchStatus::http_error && visited.outcome.http_status >= 500;
    bool failed = network_failure || server_failure;
    // A redirect was the site's answer; where it led to is another's trouble.
    auto landed = failed ? parse_url(visited.outcome.final_url) : std::nullopt;
    if (landed && !scope_.on_site(*landed)) failed = false;
    failures_in_a_row_ = failed ? failures_in_a_row_ + 1 : 0;
    if (failures_in_a_row_ >= plan_.options.limits.failures_in_a_row_max)
        halted_ = "host_stopped_answering";
}

Task<Result<void>> SiteCrawl::probe_random_path() {
    auto home = parse_url(plan_.site.home);
    if (!home) co_return failure(Errc::config, plan_.site.home + ": is no address");
    std::vector<ControlOrder> orders;
    order_control(orders, *home, "random_path");
    Result<void> done = co_await ask_controls(std::move(orders));
    co_return done;
}

// Pages of a kind that has turned out to say nothing new are left, each with its reason. What was
// given out before is asked: with what was learned since, a continued crawl would decide otherwise.
std::optional<KnownUrl> SiteCrawl::next_page() {
    if (!halted_.empty()) return std::nullopt;
    for (;;) {
        bool decided = frontier_.next_was_given();
        auto known = frontier_.next_page();
        if (!known || decided) return known;
        auto url = is_seed(*known) ? std::nullopt : parse_url(known->url);
        std::string_view why = url ? kinds_.closed(*url) : std::string_view{};
        if (why.empty()) return known;
        left_.push_back({known->id, std::string(why)});
    }
}

Visit SiteCrawl::take_page(PageVisit&& visited) {
    ++s_.progress->pages;
    keep_going(visited);
    Visit booked = take_in(std::move(visited));
    booked.left = std::exchange(left_, {});
    note_state(booked);
    return booked;
}

Task<Result<void>> SiteCrawl::crawl_pages() {
    Result<void> done;
    if (plan_.check_links) done = co_await probe_random_path();
    if (done) done = co_await ask_pages();
    co_return done;
}

Task<Result<void>> SiteCrawl::ask_pages() {
    NextUrl next = [this] { return next_page(); };
    VisitUrl visit = [this](KnownUrl known) { return visit_page(std::move(known)); };
    TakeVisit take = [this](PageVisit&& visited) { return take_page(std::move(visited)); };
    Result<void> done = co_await watched(width(), next, visit, take);
    co_return done;
}

// Everything that is still waiting gets the reason why it was not visited.
Task<Result<void>> SiteCrawl::record_left() {
    Visit visit;
    visit.left = std::exchange(left_, {});
    visit.not_visited = !halted_.empty()                 ? halted_
                        : frontier_.page_limit_reached() ? "pages_max"
                                                         : "";
    if (urls_dropped_ > 0) visit.values.emplace_back("urls_dropped", std::to_string(urls_dropped_));
    if (!halted_.empty()) visit.values.emplace_back("halted", halted_);
    Result<void> done = co_await store(std::move(visit));
    co_return done;
}

}  // namespace duwang::crawler
