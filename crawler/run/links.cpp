// Links: asked once, the failing ones again after a while with controls beside them, and at the end
// the places where the bad ones stand.
#include <algorithm>
#include <map>
#include <sstream>

#include "crawler/async/gate.h"
#include "crawler/http/decode.h"
#include "crawler/page/file_reader.h"
#include "crawler/plan/suspect.h"
#include "crawler/run/crawler_state.h"
#include "crawler/run/file_limits.h"

namespace duwang::crawler {
std::string SiteCrawl::suspicion_of(const PageVisit& visited) const {
    const auto links = std::ranges::count(visited.reading.links, false, &LinkRef::is_resource);
    const Landing landing{
        visited.outcome, visited.reading.facts, static_cast<std::size_t>(links), visited.known.url,
        home_url_,       visited.has_page,
        visited.before ? &*visited.before : nullptr};
    return suspect_of(landing, controls_, plan_.options.links);
}

Visit SiteCrawl::visit_of_link(const PageVisit& visited) {
    Visit visit;
    visit.url = visited.known.id;
    visit.asked = visited.known.url;
    visit.status = visited.outcome.status;
    visit.http_status = visited.outcome.http_status;
    visit.final_url = visited.outcome.final_url;
    visit.exchanges = visited.outcome.exchanges;
    if (!visited.wall.empty() && !visit.exchanges.empty())
        visit.exchanges.back().status = FetchStatus::blocked;
    visit.suspect = suspicion_of(visited);
    if (!visited.has_page) return visit;
    // A page was read whole when it was visited; a shorter second look must not replace that.
    if (visited.known.role == UrlRole::link) visit.facts = visited.reading.facts;
    return visit;
}

// A site that was given up is not asked any more; the sites it links to are.
bool SiteCrawl::may_ask(const KnownUrl& known) const {
    auto url = parse_url(known.url);
    return halted_.empty() || !url || !scope_.on_site(*url);
}

std::optional<KnownUrl> SiteCrawl::next_link() {
    if (out_of_limits()) return std::nullopt;
    for (auto known = frontier_.next_link(); known; known = frontier_.next_link())
        if (may_ask(*known)) return known;
    return std::nullopt;
}

// What came waits for what was asked before it, so a window is what is held in memory.
std::size_t SiteCrawl::file_window() const {
    return static_cast<std::size_t>(plan_.options.documents.at_once);
}

// The links of an error page in a file's place are nobody's promise.
static bool is_file(const PageFacts& facts) {
    return !facts.attachment.empty() && facts.attachment.kind != "html";
}

Task<Result<void>> SiteCrawl::check_links() {
    NextUrl next = [this] { return next_link(); };
    VisitUrl visit = [this](KnownUrl known) { return visit_link(std::move(known), "link"); };
    TakeVisit take = [this](PageVisit&& visited) {
        ++s_.progress->links;
        Visit booked = visit_of_link(visited);
        if (visited.has_page && is_read(visited.known) && is_file(visited.reading.facts))
            take_links(booked, visited.reading, visited.known);
        auto url = parse_url(visited.known.url);
        if (url && scope_.on_site(*url)) {
            note_wall(visited, booked);
            booked.values.emplace_back("crawl_state", state_text());
        }
        return booked;
    };
    NextUrl next_file = [this]() -> std::optional<KnownUrl> {
        if (out_of_limits()) return std::nullopt;
        for (auto known = frontier_.next_file(); known; known = frontier_.next_file())
            if (may_ask(*known)) return known;
        return std::nullopt;
    };
    for (;;) {
        Result<void> done = co_await watched(file_window(), next_file, visit, take);
        if (done && plan_.check_links) done = co_await ask_controls(nonsense_of_linked_hosts());
        if (done && plan_.check_links) done = co_await watched(link_window, next, visit, take);
        // A wall that stood before the last pages as well gave those back too; files lead to pages,
        // and pages to files.
        const bool pages_back = halted_.empty() && frontier_.waiting_pages() > 0;
        if (!done || !pages_back || frontier_.page_limit_reached()) co_return done;
        done = co_await ask_pages();
        if (!done) co_return done;
    }
}

// Never asked again: what we chose not to ask, and what a second question cannot change, or only a
// person can. What a wall made void is asked when it is due, hours later.
static bool needs_confirmation(const CaptureLookback::Troubled& row, bool is_due = false) {
    const bool told = row.suspect == "changed_kind" || (row.suspect == "voided" && !is_due);
    if (told || row.known.role == UrlRole::skip) return false;
    const std::string& status = row.known.status;
    if (status == "robots_unreachable") return is_due;  // the rules may be there again
    return status != "robots_denied" && status != "blocked_target";
}

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
        if (visited.has_page && is_read(visited.known) && is_file(visited.reading.facts))
            take_links(booked, visited.reading, visited.known);
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

Task<Result<void>> SiteCrawl::confirm_links() {
    std::int64_t ended_ms = steady_ms();
    const std::optional<std::set<std::int64_t>> due = due_targets();
    auto ask = [lookback = s_.lookback] { return lookback->troubled(); };
    auto rows = co_await offload(s_.work, ask);
    if (!rows) co_return failure(rows.error().code, rows.error().what);
    std::string upto = s_.sink->value("confirmed_upto");
    std::int64_t done_upto = upto.empty() ? 0 : std::stoll(upto);
    std::string parent_end = s_.sink->value("retry_from");
    std::int64_t asked_before = parent_end.empty() ? 0 : std::stoll(parent_end);
    std::vector<KnownUrl> targets;
    std::vector<ControlOrder> orders = self_checks(), last;
    for (CaptureLookback::Troubled& row : *rows) {
        auto url = parse_url(row.known.url);
        if (!url || !needs_confirmation(row, due.has_value())) continue;
        // Confirmed by the parent capture already.
        if (due ? !due->contains(row.known.id) : row.known.exchange <= asked_before) continue;
        order_control(last, *url, "known_good", Again::yes);
        if (row.known.id <= done_upto) continue;
        order_control(orders, *url, "known_good");
        order_control(orders, *url, "random_path");
        targets.push_back(std::move(row.known));
    }
    if (last.empty()) co_return Result<void>{};
    for (ControlOrder& canary : self_checks()) last.push_back(std::move(canary));
    Result<void> done = co_await ask_controls(std::move(orders));
    if (!done) co_return done;
    // What is due was asked hours ago.
    const std::int64_t wait =
        due ? 0 : ended_ms + plan_.options.links.confirm_after_ms - steady_ms();
    if (wait > 0 && !targets.empty()) co_await pause(wait);
    done = co_await ask_again(targets);
    if (!done) co_return done;
    done = co_await ask_others(targets);
    if (!done) co_return done;
    // And once more after the last verdict, also of those that were confirmed before an
    // interruption: a host that went down meanwhile voids what it answered.
    done = co_await ask_controls(std::move(last));
    co_return done;
}

namespace {

// What a page or file that was stored says, this time with the words around its links.
PageReading read_again(const LinkingPage& page, const PageContext& context,
                       const ReaderRules& rules, const DocumentOptions& documents) {
    const auto max = static_cast<std::size_t>(documents.file_bytes_max);
    Decoded decoded = decode_content(page.body, page.content_encoding, 64 << 20);
    if (is_file_content(decoded.bytes))
        return read_file(decoded.bytes, decoded.bytes.size() < max, context, rules,
                         limits_of(documents));
    return read_page(decoded.bytes, context, rules);
}

// 暗链 (row 42): hidden so that people do not see it. What a menu hides until it is opened is a link.
bool is_meant_for_nobody(const Link& link) {
    return link.hidden && link.hidden_by != "display_none" && link.hidden_by != "attribute" &&
           link.hidden_by != "visibility_hidden";
}

// Reads a stored page once more, for the places of its bad links.
void find_places(const LinkingPage& page, const SitePlan& plan,
                 const std::map<std::string, std::int64_t>& ids, CaptureLookback& lookback) {
    auto base = parse_url(page.final_url);
    if (!base) return;
    PageContext context;
    context.url = *base;
    context.content_type = page.content_type;
    context.detail = true;
    const PageReading reading = read_again(page, context, plan.reader, plan.options.documents);
    for (const Link& link : reading.facts.links) {
        auto url = parse_url(link.url);
        if (!url || is_meant_for_nobody(link)) continue;
        auto found = ids.find(url->key(plan.reader.urls));
        if (found == ids.end()) continue;
        LinkPlace place;
        place.page = page.page;
        place.tag = link.tag;
        place.raw = link.raw;
        place.text = link.text.empty() ? link.title : link.text;
        (void)lookback.store_place(found->second, place);
    }
}

Result<void> record_all_places(CaptureLookback& lookback, const SitePlan& plan) {
    auto rows = lookback.troubled();
    if (!rows) return tl::unexpected(rows.error());
    std::vector<std::int64_t> targets;
    std::map<std::string, std::int64_t> ids;
    for (const auto& row : *rows) {
        targets.push_back(row.known.id);
        if (auto url = parse_url(row.known.url))
            ids.emplace(url->key(plan.reader.urls), row.known.id);
    }
    return lookback.linking_pages(targets, plan.options.links.places_max, [&](LinkingPage page) {
        find_places(page, plan, ids, lookback);
    });
}

}  // namespace

Task<Result<void>> SiteCrawl::record_places() {
    auto work = [lookback = s_.lookback, &plan = plan_] {
        return record_all_places(*lookback, plan);
    };
    Result<void> done = co_await offload(s_.writer, work);
    co_return done;
}

}  // namespace duwang::crawler
