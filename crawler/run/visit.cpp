// Fetching one address and reading what came.
#include "core/text/normalise.h"
#include "crawler/page/file_reader.h"
#include "crawler/plan/resweep.h"
#include "crawler/run/crawler_state.h"
#include "crawler/run/file_limits.h"
#include "crawler/run/wall_answer.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t other_robots_max = 1'000;

bool looks_like_html(const FetchOutcome& outcome) {
    std::string_view type = outcome.content_type;
    // application/vnd.openxmlformats-officedocument… is no XML.
    if (type.find("openxmlformats") != type.npos) return false;
    if (type.find("html") != type.npos || type.find("xml") != type.npos) return true;
    bool unlabelled = type.empty() || type.starts_with("text/plain");
    return unlabelled && outcome.body->find('<') < 1024;
}

// What an interface answers: read only where a list is judged.
bool looks_like_data(const FetchOutcome& outcome) {
    const std::string_view type = outcome.content_type;
    return type.find("json") != type.npos || type.find("javascript") != type.npos;
}

bool has_markup(const FetchOutcome& outcome, bool structure) {
    return !outcome.body->empty() &&
           (looks_like_html(outcome) || (structure && looks_like_data(outcome)));
}

bool is_known_file(const FetchOutcome& outcome) {
    return content_arrived(outcome.status) && is_file_content(*outcome.body) &&
           attachment_kind(*outcome.body) != "unknown";
}

// A file that was promised may also be an empty one, which is worth telling; a page that is empty
// is none.
bool may_be_file(const FetchOutcome& outcome, UrlRole role) {
    if (!content_arrived(outcome.status)) return false;
    return outcome.body->empty() ? role == UrlRole::link : is_file_content(*outcome.body);
}

PageReading read(const ReaderRules& rules, const PageContext& context,
                 const std::shared_ptr<const std::string>& body) {
    // Decoding tables and buffers are kept by each thread of the pool.
    thread_local std::unique_ptr<PageReader> reader;
    if (!reader) reader = std::make_unique<PageReader>(rules);
    return reader->read(*body, context);
}

}  // namespace

Visited SiteCrawl::refused(KnownUrl known, FetchStatus status, std::string note) const {
    auto refused = std::make_unique<PageVisit>();
    PageVisit& visited = *refused;
    Exchange exchange;
    exchange.url = known.url;
    exchange.purpose = "page";
    exchange.status = status;
    exchange.started = s_.clock->now();
    exchange.note = std::move(note);
    visited.outcome.status = status;
    visited.outcome.final_url = known.url;
    visited.outcome.exchanges.push_back(std::move(exchange));
    visited.known = std::move(known);
    return refused;
}

RobotsVerdict SiteCrawl::robots_verdict(const Robots& robots, const Url& url) const {
    std::string path(url.path());
    if (!url.query().empty()) path.append("?").append(url.query());
    return robots.allowed(plan_.robots_agent, path);
}

namespace {

// What a host said when asked for its robots.txt. 4xx allows everything, 5xx forbids it. A wall in
// its place, or a host that does not answer, says nothing about robots: the page itself will tell.
Robots robots_from(const FetchOutcome& outcome, const WallOptions& walls) {
    if (outcome.status == FetchStatus::host_backing_off) return Robots::unreachable();
    if (!wall_in_answer(outcome, walls).empty()) return Robots();
    // Rules that came before the answer broke off are rules.
    if (content_arrived(outcome.status)) return Robots::parse(*outcome.body);
    bool server_error = outcome.status == FetchStatus::http_error && outcome.http_status >= 500;
    return server_error ? Robots::unreachable() : Robots();
}

// Whoever is linked to may ask for a delay as well.
Task<std::shared_ptr<const Robots>> ask_robots(HttpClient& http, PoliteClient& polite, Url url,
                                               std::string agent, WallOptions walls) {
    Request request(url.origin() + "/robots.txt", "robots");
    request.waits_for_host = false;  // another's host; its pages would not wait either
    request.body_bytes_max = Robots::bytes_max;
    FetchOutcome outcome = co_await http.fetch(request);
    auto robots = std::make_shared<const Robots>(robots_from(outcome, walls));
    polite.ask_for_delay(url.host_port(), robots->crawl_delay_ms(agent));
    co_return robots;
}

}  // namespace

// The site's own, or those of a host it links to; those are asked for once.
Task<std::shared_ptr<const Robots>> SiteCrawl::robots_of(Url url) {
    if (scope_.on_site(url))
        co_return plan_.site.authority.empty() ? robots_ : std::make_shared<const Robots>();
    if (other_robots_.size() >= other_robots_max) other_robots_.clear();
    auto& asked = other_robots_[url.origin()];
    if (!asked)
        asked = start(
            s_.net, ask_robots(*s_.http, *s_.polite, url, plan_.robots_agent, plan_.options.walls));
    auto mine = asked;
    SharedRobots robots = co_await mine->copy();
    co_return robots;
}

// The usual case, in which nobody has to be asked. False: it has to be looked at more closely.
bool SiteCrawl::own_robots_allow(const KnownUrl& known) const {
    auto url = parse_url(known.url);
    if (!url || not_asked_ || !scope_.on_site(*url)) return false;
    return !plan_.site.authority.empty() || robots_verdict(*robots_, *url).allowed;
}

// Null when robots.txt allows the address; else the visit that was refused.
Task<Visited> SiteCrawl::refused_by_robots(KnownUrl known) {
    auto url = parse_url(known.url);
    if (!url) co_return refused(known, FetchStatus::unsupported_scheme, "");
    if (not_asked_ && scope_.on_site(*url))
        co_return refused(known, FetchStatus::host_backing_off,
                          "robots.txt could not be asked for");
    SharedRobots robots = co_await robots_of(*url);
    RobotsVerdict verdict = robots_verdict(*robots, *url);
    if (verdict.allowed) co_return nullptr;
    FetchStatus status =
        robots->is_unreachable() ? FetchStatus::robots_unreachable : FetchStatus::robots_denied;
    std::string note = verdict.rule + " (line " + std::to_string(verdict.line) + ")";
    co_return refused(known, status, note);
}

// Where a redirect leads on the site must be open to us too. Another host's robots.txt would have
// to be asked for first; redirects to other hosts are followed without.
bool SiteCrawl::may_follow(const std::string& next) const {
    auto url = parse_url(next);
    bool bound = url && scope_.on_site(*url) && plan_.site.authority.empty();
    return !bound || robots_verdict(*robots_, *url).allowed;
}

Task<Visited> SiteCrawl::visit_page(KnownUrl known) {
    if (!own_robots_allow(known)) {
        Visited denied = co_await refused_by_robots(known);
        if (denied) co_return denied;
    }
    Request request(known.url, "page");
    bool judged = known.focus;
    SharedRecollection earlier;
    if (s_.earlier) earlier = co_await recall(known);
    if (earlier) request.condition = condition_of(earlier->page);
    Visited visited = co_await fetch_and_read(std::move(known), std::move(request), judged, judged,
                                              std::move(earlier));
    co_return visited;
}

Task<Visited> SiteCrawl::visit_control(KnownUrl known, std::string purpose) {
    Visited denied = co_await refused_by_robots(known);
    if (denied) co_return denied;
    Request request(known.url, purpose);
    if (auto url = parse_url(known.url)) request.waits_for_host = scope_.on_site(*url);
    Visited visited = co_await fetch_and_read(known, request, false, false);
    co_return visited;
}

// 附件 of judged pages come whole.
Task<Visited> SiteCrawl::visit_file(KnownUrl known, std::string purpose) {
    Request request(known.url, std::move(purpose));
    request.body_bytes_max = plan_.options.documents.file_bytes_max;
    request.fresh_connection = request.purpose == "confirm";
    if (auto url = parse_url(known.url)) request.waits_for_host = scope_.on_site(*url);
    Visited visited = co_await fetch_and_read(std::move(known), std::move(request), false, false);
    // Its beginning came: it is there.
    if (visited->outcome.status == FetchStatus::partial) visited->outcome.status = FetchStatus::ok;
    co_return visited;
}

Task<Visited> SiteCrawl::visit_link(KnownUrl known, std::string purpose) {
    Visited denied = co_await refused_by_robots(known);
    if (denied) co_return denied;
    if (is_read(known)) {
        Visited file = co_await visit_file(std::move(known), std::move(purpose));
        co_return file;
    }
    Request request(known.url, purpose);
    request.body_bytes_max = plan_.options.links.body_bytes_max;
    request.fresh_connection = purpose == "confirm";
    if (auto url = parse_url(known.url)) request.waits_for_host = scope_.on_site(*url);
    Visited visited = co_await fetch_and_read(known, request, false, false);
    // Enough came to see that it is there.
    if (visited->outcome.status == FetchStatus::partial) visited->outcome.status = FetchStatus::ok;
    co_await remember_target(*visited);
    co_return visited;
}

namespace {

// A page in place of a file that was promised is one, and what became of the file (A07).
void note_page_for_file(PageVisit& visited) {
    if (!visited.known.focus || visited.known.role != UrlRole::link) return;
    AttachmentFacts& file = visited.reading.facts.attachment;
    file.kind = "html";
    file.state = "not_determined";
    file.cause = "html_instead";
    file.bytes = static_cast<std::int64_t>(visited.outcome.body->size());
    visited.reading.facts.detailed = true;
}

}  // namespace

void SiteCrawl::note_read(PageVisit& visited) const {
    ++s_.progress->parsed;
    PageFacts& facts = visited.reading.facts;
    facts.url = visited.known.url;
    facts.final_url = visited.outcome.final_url;
    facts.http_status = visited.outcome.http_status;
}

Task<void> SiteCrawl::read_as_page(PageVisit& visited, const PageContext& context) {
    auto job = [&rules = plan_.reader, &context, body = visited.outcome.body] {
        return read(rules, context, body);
    };
    visited.reading = co_await offload(s_.work, job);
    note_page_for_file(visited);
    note_read(visited);
}

Task<void> SiteCrawl::read_as_file(PageVisit& visited, const PageContext& context) {
    const bool whole = visited.outcome.status != FetchStatus::partial;
    auto job = [&plan = plan_, &context, whole, body = visited.outcome.body] {
        return read_file(*body, whole, context, plan.reader, limits_of(plan.options.documents));
    };
    visited.reading = co_await offload(s_.work, job);
    note_read(visited);
}

// What came, as a page or as a file; a protection's answer is seen as one.
Task<void> SiteCrawl::read_answer(PageVisit& visited, bool detail, bool structure) {
    const bool read_whole = visited.known.focus && plan_.options.documents.read;
    PageContext context;
    auto base = parse_url(visited.outcome.final_url);
    if (base) context.url = *base;
    context.content_type = visited.outcome.content_type;
    context.detail = detail;
    context.structure = structure;
    context.as_of = plan_.as_of.date();
    // Whatever it is called by the server: what begins like a file is one.
    const bool surely_file = base && read_whole && is_known_file(visited.outcome);
    const bool page = base && !surely_file && has_markup(visited.outcome, structure);
    const bool file = surely_file || (base && !page && read_whole &&
                                      may_be_file(visited.outcome, visited.known.role));
    if (page) co_await read_as_page(visited, context);
    // What a file says is no notice of a protection.
    visited.wall = wall_of(visited.outcome, visited.reading, plan_.options.walls);
    if (file && visited.wall.empty()) co_await read_as_file(visited, context);
    if (!visited.wall.empty()) visited.outcome.status = FetchStatus::blocked;
    visited.has_page = (page || file) && content_arrived(visited.outcome.status);
    visited.reading.facts.status = visited.outcome.status;
}

Task<Visited> SiteCrawl::fetch_and_read(KnownUrl known, Request request, bool detail,
                                        bool structure, SharedRecollection earlier) {
    auto made = std::make_unique<PageVisit>();
    PageVisit& visited = *made;
    request.jar = plan_.site.id;
    request.may_follow = [this](const std::string& next) { return may_follow(next); };
    visited.outcome = co_await s_.http->fetch(request);
    for (const Exchange& exchange : visited.outcome.exchanges)
        s_.progress->bytes += static_cast<std::int64_t>(exchange.body.size());
    visited.known = std::move(known);
    if (earlier) {
        bool held = co_await take_over(visited, request, earlier);
        if (held) co_return made;
    }
    co_await read_answer(visited, detail, structure);
    const auto base = parse_url(visited.outcome.final_url);
    if (!visited.wall.empty() && base) s_.polite->was_wall(base->host_port());
    co_return made;
}

Task<Result<void>> SiteCrawl::learn_robots() {
    auto home = parse_url(plan_.site.home);
    if (!home || !plan_.site.authority.empty()) co_return Result<void>{};
    Request request(home->origin() + "/robots.txt", "robots");
    request.jar = plan_.site.id;
    request.body_bytes_max = Robots::bytes_max;
    FetchOutcome outcome = co_await s_.http->fetch(request);
    if (outcome.status == FetchStatus::cancelled)
        co_return failure(Errc::interrupted, "interrupted");
    not_asked_ = outcome.status == FetchStatus::host_backing_off;
    robots_ = std::make_shared<const Robots>(robots_from(outcome, plan_.options.walls));
    // A site that cannot be reached at all says so on its home page, not through robots.txt.
    s_.polite->ask_for_delay(home->host_port(), robots_->crawl_delay_ms(plan_.robots_agent));
    if (!s_.sink->value("robots").empty()) co_return Result<void>{};
    Visit visit;
    visit.exchanges = std::move(outcome.exchanges);
    visit.values.emplace_back("robots", status_word(outcome.status, outcome.http_status));
    Result<void> stored = co_await store(std::move(visit));
    co_return stored;
}

}  // namespace duwang::crawler
