// 复采: pages that an earlier capture of the site holds are asked for only if they have changed.
// What has not is taken from there, bytes and facts, and goes through the same books as a page just
// read.
#include "crawler/plan/resweep.h"

#include <iterator>

#include "core/hash.h"
#include "core/text/normalise.h"
#include "crawler/http/decode.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

std::shared_ptr<const std::string> stored_body(EarlierCapture& earlier, const EarlierPage& page,
                                               const HttpOptions& http) {
    auto answer = earlier.answer(page);
    if (!answer || sha256_hex(answer->body) != page.bytes.payload_sha256) return nullptr;
    Decoded decoded = decode_content(answer->body, answer->header("content-encoding"),
                                     http.decoded_bytes_max, http.decode_ratio_max);
    if (decoded.end != Decoded::End::complete) return nullptr;
    return std::make_shared<const std::string>(std::move(decoded.bytes));
}

std::optional<EarlierFacts> stored_facts(EarlierCapture& earlier, const EarlierPage& page,
                                         const ReadingOrder& order, const EarlierLinks& links) {
    if (!facts_may_hold(page, earlier.info(), order)) return std::nullopt;
    auto known = [&](std::int64_t id) { return links.find(id) > 0; };
    auto facts = earlier.facts(page, known, order.focus == earlier.info().focus);
    if (!facts || !facts_hold(*facts, earlier.info(), order)) return std::nullopt;
    if (!order.detail && page.detailed) drop_detail(*facts);
    return std::move(*facts);
}

}  // namespace

// A capture says how its pages were read and chosen; when that changed on the way, it says nothing.
Result<void> SiteCrawl::note_reader() {
    Visit note;
    const bool begins = frontier_.known_count() == 0;
    auto add = [&](const std::string& name, const std::string& mark) {
        const std::string noted = s_.sink->value(name);
        if (noted != mark) note.values.emplace_back(name, noted.empty() && begins ? mark : "mixed");
    };
    add("reader", reader_mark_);
    add("focus", focus_mark_);
    if (note.values.empty()) return {};
    return s_.sink->store(std::move(note));
}

// Everything is looked up before the page is asked for: the usual answer is 304, and then nothing
// more needs to be done. Only where there is an earlier capture. Null: there is nothing to ask by
// or, without its bytes, no use in it.
Task<SharedRecollection> SiteCrawl::recall(const KnownUrl& known) {
    ReadingOrder order{reader_mark_, plan_.as_of.date(), known.focus, focus_mark_};
    auto look = [earlier = s_.earlier, links = &earlier_links_, url = known.url, key = known.key,
                 order]() -> SharedRecollection {
        auto page = earlier->find(url, key);
        if (!page) return nullptr;
        auto facts = stored_facts(*earlier, *page, order, *links);
        return std::make_shared<Recollection>(Recollection{std::move(*page), std::move(facts)});
    };
    SharedRecollection found = co_await offload(s_.work, look);
    co_return found;
}

// What another site's page was when it was asked last: domains change hands.
Task<void> SiteCrawl::remember_target(PageVisit& visited) {
    const auto url = parse_url(visited.known.url);
    if (s_.earlier == nullptr || !visited.has_page || !url || scope_.on_site(*url)) co_return;
    auto look = [earlier = s_.earlier, &known = visited.known] {
        return earlier->sight(known.url, known.key);
    };
    visited.before = co_await offload(s_.work, look);
}

// The answer told that the page is as it was: its bytes are those of then.
void SiteCrawl::keep_bytes(FetchOutcome& outcome, Recollection& before, std::string_view how) {
    ++s_.progress->unchanged;
    auto bytes = std::make_shared<EarlierBytes>(std::move(before.page.bytes));
    bytes->origin.how = how;
    outcome.http_status = 200;
    outcome.content_type = bytes->said.content_type;
    outcome.exchanges.back().earlier = std::move(bytes);
}

// "As it was" is no answer when the bytes of then cannot be read.
Task<void> SiteCrawl::ask_in_full(FetchOutcome& outcome, Request request) {
    std::vector<Exchange> before = std::move(outcome.exchanges);
    request.condition = Condition();
    outcome = co_await s_.http->fetch(request);
    outcome.exchanges.insert(outcome.exchanges.begin(), std::make_move_iterator(before.begin()),
                             std::make_move_iterator(before.end()));
}

// True: the page is as it was, and nothing of it needs to be read. Else what is to be read stands
// in `visited`, whether it came or was taken from the earlier capture.
Task<bool> SiteCrawl::take_over(PageVisit& visited, const Request& request,
                                SharedRecollection before) {
    FetchOutcome& outcome = visited.outcome;
    auto compare = [&outcome, &request, &before] {
        return unchanged_by(outcome, request.condition, before->page);
    };
    // A body has to be hashed; without one there is nothing to wait for.
    std::string_view how;
    if (outcome.http_status == 200)
        how = co_await offload(s_.work, compare);
    else
        how = compare();
    if (how.empty()) co_return false;
    if (how == not_modified && !before->facts) {
        auto read_back = [&before, earlier = s_.earlier, &http = plan_.options.http] {
            return stored_body(*earlier, before->page, http);
        };
        auto body = co_await offload(s_.work, read_back);
        if (body)
            outcome.body = std::move(body);
        else
            how = {};
    }
    if (how.empty()) {
        co_await ask_in_full(outcome, request);
        co_return false;
    }
    keep_bytes(outcome, *before, how);
    if (!before->facts) co_return false;
    visited.reused = std::move(before->facts);
    PageFacts& facts = visited.reading.facts = std::move(visited.reused->facts);
    facts.url = visited.known.url;
    facts.final_url = outcome.final_url;
    facts.http_status = outcome.http_status;
    facts.status = outcome.status;
    visited.has_page = true;
    co_return true;
}

// Keys of the targets that are judged because of what this page says of them.
std::set<std::uint64_t> SiteCrawl::chosen_keys(const PageFacts& facts, const KnownUrl& from) const {
    std::set<std::uint64_t> keys;
    for (const std::string& address : chosen_targets(facts, from))
        if (auto url = parse_url(address)) keys.insert(hash64(url->key(plan_.reader.urls)));
    return keys;
}

// As take_links: the same targets, by their numbers in the earlier capture.
void SiteCrawl::take_earlier_links(Visit& visit, const PageVisit& visited) {
    const EarlierFacts& stored = *visited.reused;
    std::optional<std::set<std::uint64_t>> focus;
    // Hardly ever are links looked at that were left out: when pages are found in another order.
    auto is_named = [&](const EarlierFacts::Target& target) {
        if (stored.links_left_out && target.focus) return *target.focus;
        if (!focus && stored.links_left_out)
            if (auto all = s_.earlier->detail(stored.stored))
                focus = chosen_keys(*all, visited.known);
        if (!focus) focus = chosen_keys(visited.reading.facts, visited.known);
        return focus->contains(target.key);
    };
    visit.links.reserve(stored.links.size());
    auto target = stored.targets.begin();
    for (std::int64_t earlier : stored.links) {
        std::int64_t known = earlier_links_.find(earlier);
        while (target != stored.targets.end() && target->id < earlier) ++target;
        bool told = target != stored.targets.end() && target->id == earlier;
        if (known == 0 && told) known = frontier_.find(target->key);
        if (known > 0) {
            earlier_links_.add(earlier, known);
            visit.links.push_back(known);
            continue;
        }
        auto url = told ? parse_url(target->url) : std::nullopt;
        if (!url) continue;
        const std::int64_t id =
            take_new(visit, visited.known, *url, target->key, is_named(*target));
        if (id == 0) continue;
        visit.links.push_back(id);
        earlier_links_.add(earlier, id);
    }
    if (!stored.stored.has_further) return;
    if (auto all = s_.earlier->detail(stored.stored)) {
        take_further(visit, visited.known, all->reading.pager.addresses);
        take_files(visit, visited.known, *all);
    }
}

}  // namespace duwang::crawler
