// A crawl that was interrupted: everything it knew is rebuilt from what was stored, so that it goes
// on as if nothing had happened.
#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>

#include "crawler/run/crawler_state.h"
#include "crawler/run/id_runs.h"

namespace duwang::crawler {

std::string SiteCrawl::state_text() const {
    // With every visit: as text, not by way of values.
    return fmt::format(
        FMT_COMPILE(R"({{"given":"{}","back":"{}","failures":{},"dropped":{},"watch":{}}})"),
        id_runs(in_flight_), id_runs(frontier_.given_back()), failures_in_a_row_, urls_dropped_,
        watch_.to_text());
}

// What a continued crawl must know to decide as this one does.
void SiteCrawl::note_state(Visit& booked) const {
    if (!halted_.empty()) booked.values.emplace_back("halted", halted_);
    booked.values.emplace_back("crawl_state", state_text());
}

// What the pages taught, `except` some that do not count: told the same in the same order, the
// machines know the same. Yields what was visited, in the order of the visits.
Result<std::vector<std::int64_t>> SiteCrawl::relearn(
    const std::function<void(const KnownUrl&)>& each, const std::set<std::int64_t>& except) {
    kinds_ = KindWatch(plan_.options.traps, plan_.reader.urls, plan_.look_back);
    twins_ = CaseTwins();
    std::vector<KnownUrl> seen;
    Result<void> done = s_.sink->known([&](const KnownUrl& known) {
        each(known);
        auto url = parse_url(known.url);
        if (known.role == UrlRole::page && url) {
            if (!is_seed(known)) kinds_.count(*url);
            std::uint64_t small = folded(*url);
            remember_spelling(known, small, twin_of(known.key, small));
        }
        if (known.visited && !except.contains(known.id)) seen.push_back(known);
    });
    if (!done) return tl::unexpected(done.error());
    std::ranges::stable_sort(seen, {}, &KnownUrl::exchange);
    std::vector<std::int64_t> order;
    for (const KnownUrl& known : seen) {
        order.push_back(known.id);
        if (known.role != UrlRole::page || !known.has_page) continue;
        learn(known, {known.fingerprint, known.text_chars, std::nullopt});
        choose_control_page(known, known.fingerprint, known.text_chars);
    }
    return order;
}

Result<void> SiteCrawl::restore() {
    auto controls = s_.sink->controls();
    if (!controls) return tl::unexpected(controls.error());
    controls_ = std::move(*controls);
    halted_ = s_.sink->value("halted");
    // The limits of a sweep are not those of a confirmation: it has its own time.
    if (out_of_limits() && due_targets()) halted_.clear();
    auto order = relearn([this](const KnownUrl& known) { frontier_.restore(known); });
    if (std::string dropped = s_.sink->value("urls_dropped"); !dropped.empty())
        urls_dropped_ = std::stoll(dropped);  // by the parent of a supplement
    auto state = Json::parse(s_.sink->value("crawl_state"));
    if (!order) return tl::unexpected(order.error());
    if (!state) return {};
    failures_in_a_row_ = static_cast<int>((*state)["failures"].number());
    urls_dropped_ = (*state)["dropped"].number();
    // Earlier versions wrote the watch as text and the ids as numbers.
    const Json& watch = (*state)["watch"];
    watch_.restore(watch.text().empty() ? watch.dump() : watch.text(), *order);
    auto ids = [&](std::string_view key) {
        std::vector<std::int64_t> result = ids_of_runs((*state)[key].text());
        for (const Json& id : (*state)[key].items()) result.push_back(id.number());
        return result;
    };
    std::vector<std::int64_t> given = ids("given");
    auto look = std::ranges::find(given, 0);  // the known page was asked between them
    // Links come out in the order of their ids anyway.
    const bool links = !s_.sink->value("phase_pages").empty();
    auto restored = [&](const std::vector<std::int64_t>& some) {
        const std::size_t pages = frontier_.restore_given(some);
        return links ? some.size() : pages;
    };
    under_way_ = restored({given.begin(), look});
    if (look != given.end()) under_way_after_look_ = restored({look + 1, given.end()});
    under_way_ += under_way_after_look_;
    frontier_.restore_given(ids("back"));
    return {};
}

}  // namespace duwang::crawler
