// A crawl that was interrupted: everything it knew is rebuilt from what was stored, so that it goes
// on as if nothing had happened.
#include <algorithm>

#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

struct Seen {  // one visited page, in the order of the visits
    std::int64_t exchange = 0;
    KnownUrl known;
};

}  // namespace

std::string SiteCrawl::state_text() const {
    Json given = Json::array();
    for (std::int64_t id : in_flight_) given.push_back(id);
    Json back = Json::array();
    for (std::int64_t id : frontier_.given_back()) back.push_back(id);
    return Json::object()
        .set("given", given)
        .set("back", back)
        .set("failures", failures_in_a_row_)
        .set("dropped", urls_dropped_)
        .set("watch", watch_.to_text())
        .dump();
}

// What the pages taught, `except` some that do not count: told the same in the same order, the
// machines know the same.
Result<void> SiteCrawl::relearn(const std::function<void(const KnownUrl&)>& each,
                                const std::set<std::int64_t>& except) {
    kinds_ = KindWatch(plan_.options.traps, plan_.reader.urls, plan_.look_back);
    twins_ = CaseTwins();
    visited_in_order_.clear();
    std::vector<Seen> seen;
    Result<void> done = s_.sink->known([&](const KnownUrl& known) {
        each(known);
        auto url = parse_url(known.url);
        if (known.role == UrlRole::page && url) {
            if (!is_seed(known)) kinds_.count(*url);
            remember_spelling(known, twin_of(*url));
        }
        if (known.visited && !except.contains(known.id)) seen.push_back({known.exchange, known});
    });
    std::ranges::stable_sort(seen, {}, &Seen::exchange);
    for (const Seen& one : seen) {
        visited_in_order_.push_back(one.known.id);
        if (one.known.role != UrlRole::page || !one.known.has_page) continue;
        learn(one.known, {one.known.fingerprint, one.known.text_chars, std::nullopt});
        choose_control_page(one.known, one.known.fingerprint, one.known.text_chars);
    }
    return done;
}

Result<void> SiteCrawl::restore() {
    auto controls = s_.sink->controls();
    if (!controls) return tl::unexpected(controls.error());
    controls_ = std::move(*controls);
    halted_ = s_.sink->value("halted");
    Result<void> done = relearn([this](const KnownUrl& known) { frontier_.restore(known); });
    if (std::string dropped = s_.sink->value("urls_dropped"); !dropped.empty())
        urls_dropped_ = std::stoll(dropped);  // by the parent of a supplement
    auto state = Json::parse(s_.sink->value("crawl_state"));
    if (!done || !state) return done;
    failures_in_a_row_ = static_cast<int>((*state)["failures"].number());
    urls_dropped_ = (*state)["dropped"].number();
    watch_.restore((*state)["watch"].text(), visited_in_order_);
    auto ids = [&](std::string_view key) {
        std::vector<std::int64_t> result;
        for (const Json& id : (*state)[key].items()) result.push_back(id.number());
        return result;
    };
    under_way_ = frontier_.restore_given(ids("given"));
    frontier_.restore_given(ids("back"));
    return done;
}

}  // namespace duwang::crawler
