// Links: asked once, and at the end the places where the bad ones stand. Failing ones are asked again:
// confirm.cpp.
#include <algorithm>
#include <map>

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

// The links of an error page in a file's place are nobody's promise.
bool SiteCrawl::is_read_file(const PageVisit& visited) {
    const AttachmentFacts& file = visited.reading.facts.attachment;
    return visited.has_page && is_read(visited.known) && !file.empty() && file.kind != "html";
}

// What came waits for what was asked before it, so a window is what is held in memory.
std::size_t SiteCrawl::file_window() const {
    return static_cast<std::size_t>(plan_.options.documents.at_once);
}

Task<Result<void>> SiteCrawl::check_links() {
    NextUrl next = [this] { return next_link(); };
    VisitUrl visit = [this](KnownUrl known) { return visit_link(std::move(known), "link"); };
    TakeVisit take = [this](PageVisit&& visited) {
        ++s_.progress->links;
        Visit booked = visit_of_link(visited);
        if (is_read_file(visited)) take_links(booked, visited.reading, visited.known);
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
