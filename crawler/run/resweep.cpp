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

// What the earlier capture has to give for an answer.
struct Recalled {
    std::string_view how;  // empty: the page has changed, or its bytes cannot be had
    std::shared_ptr<const EarlierBytes> bytes;
    std::optional<EarlierFacts> facts;        // not there: the bytes are to be read again …
    std::shared_ptr<const std::string> body;  // … these, when none came; content-coding removed
};

std::shared_ptr<const std::string> stored_body(EarlierCapture& earlier, const EarlierPage& page,
                                               const HttpOptions& http) {
    auto answer = earlier.answer(page);
    if (!answer || sha256_hex(answer->body) != page.place.payload_sha256) return nullptr;
    Decoded decoded = decode_content(answer->body, answer->header("content-encoding"),
                                     http.decoded_bytes_max, http.decode_ratio_max);
    if (decoded.end != Decoded::End::complete) return nullptr;
    return std::make_shared<const std::string>(std::move(decoded.bytes));
}

struct Recollection {
    EarlierCapture* earlier = nullptr;
    const EarlierPage* page = nullptr;
    const FetchOutcome* outcome = nullptr;
    Condition asked;
    ReadingOrder order;
    HttpOptions http;
    const EarlierLinks* links = nullptr;
};

std::optional<EarlierFacts> stored_facts(const Recollection& r) {
    if (!facts_may_hold(*r.page, r.earlier->info(), r.order)) return std::nullopt;
    auto known = [&](std::int64_t id) { return r.links->find(id) > 0; };
    auto facts = r.earlier->facts(*r.page, known);
    if (!facts || !facts_hold(*facts, r.earlier->info(), r.order)) return std::nullopt;
    if (!r.order.detail && facts->facts.detailed) drop_detail(facts->facts);
    return std::move(*facts);
}

// Runs on: the work pool.
Recalled recollect(const Recollection& r) {
    Recalled result;
    std::string_view how = unchanged_by(*r.outcome, r.asked, *r.page);
    if (how.empty()) return result;
    auto bytes = r.earlier->bytes(*r.page);
    if (!bytes) return result;
    bytes->origin.how = how;
    result.facts = stored_facts(r);
    if (!result.facts && how == not_modified) {
        result.body = stored_body(*r.earlier, *r.page, r.http);
        if (!result.body) return result;
    }
    result.bytes = std::make_shared<const EarlierBytes>(std::move(*bytes));
    result.how = how;
    return result;
}

}  // namespace

// A capture says how its pages were read; when that changed on the way, it says nothing.
Result<void> SiteCrawl::note_reader() {
    std::string noted = s_.sink->value("reader");
    if (noted == reader_mark_) return {};
    Visit note;
    bool begins = noted.empty() && frontier_.known_count() == 0;
    note.values.emplace_back("reader", begins ? reader_mark_ : "mixed");
    return s_.sink->store(std::move(note));
}

Task<SiteCrawl::SharedEarlier> SiteCrawl::recall(KnownUrl known) {
    if (!s_.earlier) co_return nullptr;
    auto look = [earlier = s_.earlier, known]() -> SharedEarlier {
        auto page = earlier->find(known.url, known.key);
        return page ? std::make_shared<const EarlierPage>(std::move(*page)) : nullptr;
    };
    SharedEarlier found = co_await offload(s_.work, look);
    co_return found;
}

// True: the page is as it was, and nothing of it needs to be read. Else what is to be read stands
// in `visited`, whether it came or was taken from the earlier capture.
Task<bool> SiteCrawl::take_over(PageVisit& visited, Request request, const EarlierPage& page,
                                bool detail) {
    FetchOutcome& outcome = visited.outcome;
    bool nothing_came = outcome.http_status == 304 && !request.condition.url.empty();
    Recollection question;
    question.earlier = s_.earlier;
    question.page = &page;
    question.outcome = &outcome;
    question.asked = request.condition;
    question.order = {reader_mark_, plan_.as_of.date(), detail};
    question.http = plan_.options.http;
    question.links = &earlier_links_;
    auto work = [&question] { return recollect(question); };
    Recalled recalled = co_await offload(s_.work, work);
    if (recalled.how.empty() && nothing_came) {
        // "As it was" is no answer without the bytes of then.
        std::vector<Exchange> before = std::move(outcome.exchanges);
        request.condition = Condition();
        outcome = co_await s_.http->fetch(request);
        outcome.exchanges.insert(outcome.exchanges.begin(), std::make_move_iterator(before.begin()),
                                 std::make_move_iterator(before.end()));
    }
    if (recalled.how.empty()) co_return false;
    ++s_.progress->unchanged;
    outcome.exchanges.back().earlier = recalled.bytes;
    outcome.http_status = 200;
    outcome.content_type = page.said.content_type;
    if (recalled.body) outcome.body = recalled.body;
    if (!recalled.facts) co_return false;
    visited.reused = std::move(recalled.facts);
    visited.reading.facts = std::move(visited.reused->facts);
    visited.reading.facts.url = visited.known.url;
    visited.reading.facts.final_url = outcome.final_url;
    visited.reading.facts.http_status = outcome.http_status;
    visited.reading.facts.status = outcome.status;
    visited.has_page = true;
    co_return true;
}

// As take_links: the same targets, by their numbers in the earlier capture.
void SiteCrawl::take_earlier_links(Visit& visit, const PageVisit& visited) {
    const EarlierFacts& stored = *visited.reused;
    std::set<std::uint64_t> focus;
    for (const Link& link : visited.reading.facts.links)
        if (!link.url.empty() && plan_.focus.contains(strip_blanks(link.text)))
            if (auto url = parse_url(link.url)) focus.insert(hash64(url->key(plan_.reader.urls)));
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
        std::size_t before = visit.links.size();
        take_new(visit, visited.known, *url, focus.contains(target->key));
        if (visit.links.size() > before) earlier_links_.add(earlier, visit.links.back());
    }
}

}  // namespace duwang::crawler
