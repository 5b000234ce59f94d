#include "crawler/plan/resweep.h"

#include <algorithm>

#include "core/hash.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t validator_bytes_max = 1024;

// What a server sent goes back to it as a header: only when it is one line of visible characters.
bool is_sendable(const std::string& value) {
    return value.size() <= validator_bytes_max && std::ranges::all_of(value, [](char c) {
               return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
           });
}

}  // namespace

Condition condition_of(const EarlierPage& page) {
    Condition condition;
    if (is_sendable(page.bytes.said.etag)) condition.etag = page.bytes.said.etag;
    if (is_sendable(page.bytes.said.modified)) condition.modified = page.bytes.said.modified;
    if (!condition.etag.empty() || !condition.modified.empty()) condition.url = page.bytes.url;
    return condition;
}

std::string_view unchanged_by(const FetchOutcome& outcome, const Condition& asked,
                              const EarlierPage& page) {
    const Exchange* last = outcome.last();
    // The address decides what relative links mean: a page that moved is read again.
    if (!last || outcome.status != FetchStatus::ok || last->url != page.bytes.url) return {};
    if (outcome.http_status == 304) return asked.url == last->url ? not_modified : "";
    if (outcome.http_status != 200 ||
        last->header("content-type") != page.bytes.said.content_type ||
        last->header("content-encoding") != page.bytes.said.content_encoding)
        return {};
    return sha256_hex(last->body) == page.bytes.payload_sha256 ? same_payload : "";
}

void drop_detail(EarlierFacts& stored) {
    stored.stored.detail.clear();
    stored.stored.newest.clear();
    stored.stored.has_further = false;
    PageFacts& facts = stored.facts;
    facts.detailed = facts.structured = false;
    facts.links.clear();
    facts.items.clear();
    facts.reading = {};
    facts.article = {};
    facts.files.clear();
    facts.attachment = {};
    facts.document = {};
    facts.dates_by.clear();
    stored.links_left_out = false;
    for (EarlierFacts::Target& target : stored.targets) target.focus.reset();
}

bool facts_may_hold(const EarlierPage& page, const EarlierInfo& info, const ReadingOrder& order) {
    return !info.reader.empty() && info.reader == order.reader && info.links_complete &&
           (page.detailed || !order.detail);
}

bool facts_hold(const EarlierFacts& stored, const EarlierInfo& info, const ReadingOrder& order) {
    // Of a page without text the bytes decide whether it is one at all (plan/wall.h).
    if (stored.facts.text_chars == 0) return false;
    if (!order.detail) return true;
    // An earlier day would drop dates that were right then.
    return order.as_of >= info.as_of &&
           (stored.facts.dates_by.empty() || stored.facts.dates_by == order.as_of.iso());
}

}  // namespace duwang::crawler
