#include "crawler/run/site_crawl.h"

#include "crawler/run/crawler_state.h"
#include "crawler/run/reader_mark.h"

namespace duwang::crawler {

SiteCrawl::SiteCrawl(SitePlan plan, const CrawlServices& services)
    : plan_(std::move(plan)),
      s_(services),
      scope_(plan_.site, plan_.options, plan_.columns, plan_.as_of.date()),
      frontier_(plan_.options.limits, plan_.reader.urls),
      kinds_(plan_.options.traps, plan_.reader.urls, plan_.look_back),
      watch_(plan_.options.walls),
      reader_mark_(reader_mark(plan_)),
      focus_mark_(focus_mark(plan_)),
      earlier_links_(s_.earlier ? s_.earlier->info().last_url : 0),
      started_ms_(steady_ms()),
      started_(s_.clock->now()) {
    if (auto home = parse_url(plan_.site.home)) {
        home_url_ = home->str();
    }
}

Task<Result<void>> SiteCrawl::store(Visit visit) {
    // The writer has one thread: visits are stored one at a time, in the order of these calls.
    auto shared = std::make_shared<Visit>(std::move(visit));
    auto work = [sink = s_.sink, shared] { return sink->store(std::move(*shared)); };
    Result<void> stored = co_await offload(s_.writer, work);
    co_return stored;
}

// A finished phase leaves a named value and is not run again.
Task<Result<void>> SiteCrawl::phase(std::string name, Task<Result<void>> work) {
    std::string key = "phase_" + name;
    if (!s_.sink->value(key).empty()) co_return Result<void>{};
    Result<void> done = co_await std::move(work);
    if (!done) co_return done;
    Visit note;
    note.values.emplace_back(key, "done");
    done = co_await store(std::move(note));
    co_return done;
}

Task<Result<void>> SiteCrawl::run() {
    Result<void> done = restore();
    if (done) done = note_reader();
    if (!done) co_return done;
    done = co_await learn_robots();
    if (!done) co_return done;
    if (frontier_.known_count() == 0) done = co_await store(seeds());
    if (done) done = co_await phase("sitemaps", read_sitemaps());
    if (done) done = co_await phase("pages", crawl_pages());
    const bool asks = plan_.check_links || plan_.options.documents.read;
    if (done && asks) done = co_await phase("links", check_links());
    if (done) done = co_await phase("left", record_left());
    if (done && plan_.check_links) done = co_await phase("confirm", confirm_links());
    if (done) done = co_await phase("probes", probe());
    if (done && plan_.check_links) done = co_await phase("places", record_places());
    auto commit = [sink = s_.sink] { return sink->commit(); };
    Result<void> safe = co_await offload(s_.writer, commit);
    co_return done ? safe : done;
}

Task<Result<void>> crawl_site(SitePlan plan, CrawlServices services) {
    auto crawl = std::make_shared<SiteCrawl>(std::move(plan), services);
    Result<void> done = co_await crawl->run();
    co_return done;
}

}  // namespace duwang::crawler
