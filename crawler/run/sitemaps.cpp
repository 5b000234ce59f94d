// Addresses that a site names by itself, in the sitemaps its robots.txt mentions (站点地图).
#include <deque>

#include "core/hash.h"
#include "crawler/run/crawler_state.h"
#include "crawler/sitemap/sitemap.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t sitemaps_max = 50;

}  // namespace

void SiteCrawl::take_sitemap(Visit& visit, const Sitemap& sitemap, std::deque<std::string>& more) {
    bool index = sitemap.kind == "sitemap_index";
    for (const SitemapEntry& entry : sitemap.entries) {
        auto url = parse_url(entry.loc.empty() ? entry.link : entry.loc);
        if (!url || !scope_.on_site(*url)) continue;
        if (index) {
            more.push_back(std::string(url->str()));
            continue;
        }
        // Sitemaps repeat themselves: only what is new counts as one more of its kind.
        std::uint64_t key = hash64(url->key(plan_.reader.urls));
        if (frontier_.find(key) > 0) continue;
        if (frontier_.full()) ++urls_dropped_;
        std::uint64_t small = folded(*url);
        if (frontier_.full() || decide(*url, 1, twin_of(key, small)).role != UrlRole::page)
            continue;
        Frontier::Entry found =
            frontier_.discover(*url, key, 1, 0, UrlRole::page, "sitemap", false);
        if (!found.is_new) continue;
        remember_spelling(found.known, small, 0);
        visit.discovered.push_back(std::move(found.known));
    }
}

Task<Result<void>> SiteCrawl::read_sitemaps() {
    std::deque<std::string> waiting(robots_->sitemaps().begin(), robots_->sitemaps().end());
    std::set<std::string> asked;
    Visit visit;  // all of them or, after an interruption, all of them again
    while (!waiting.empty() && asked.size() < sitemaps_max && !stopping()) {
        std::string address = std::move(waiting.front());
        waiting.pop_front();
        auto url = parse_url(address);
        if (!url || !scope_.on_site(*url) || !asked.insert(address).second) continue;
        if (!robots_verdict(*robots_, *url).allowed) continue;
        Request request(address, "sitemap");
        FetchOutcome outcome = co_await s_.http->fetch(request);
        if (outcome.status == FetchStatus::cancelled) break;
        if (content_arrived(outcome.status)) {
            auto read = [body = outcome.body] { return parse_sitemap(*body); };
            Sitemap sitemap = co_await offload(s_.work, read);
            take_sitemap(visit, sitemap, waiting);
        }
        for (Exchange& exchange : outcome.exchanges) visit.exchanges.push_back(std::move(exchange));
    }
    if (stopping()) co_return failure(Errc::interrupted, "interrupted");
    Result<void> done = co_await store(std::move(visit));
    co_return done;
}

}  // namespace duwang::crawler
