// `duwang check ipv6` and `duwang check tls`.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "app/fetch.h"
#include "core/exchange_json.h"

namespace duwang::app {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

Result<Url> url_of(const FetchOrder& order) {
    if (auto url = parse_url(order.url)) return *url;
    return failure(
        Errc::usage,
        fmt::format("\"{}\" is no http or https address; write https://HOST/", order.url));
}

Json texts_json(const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

Json dns_json(const std::string& rcode, const std::vector<std::string>& addresses,
              const std::vector<std::string>& cnames) {
    return Json::object()
        .set("rcode", rcode.empty() ? Json() : Json(rcode))
        .set("addresses", texts_json(addresses))
        .set("cname", texts_json(cnames));
}

Json family_json(const FetchOutcome& outcome, const PageTold& page) {
    const Exchange* last = outcome.last();
    return Json::object()
        .set("class", page.word)
        .set("status", outcome.http_status > 0 ? Json(outcome.http_status) : Json())
        .set("title", page.title.empty() ? Json() : Json(page.title))
        .set("ms", last ? Json(last->timings.total_ms) : Json());
}

// Share of equal bits of the two texts' fingerprints, in percent of what chance leaves over.
Json similarity(const PageTold& a, const PageTold& b) {
    if (a.text_chars == 0 || b.text_chars == 0) return {};
    int different = std::popcount(a.fingerprint ^ b.fingerprint);
    return std::max(0, 100 - different * 100 / 32);
}

struct Verdict {
    std::string word, reason;
};

Verdict ipv6_verdict(const Ipv6Facts& facts) {
    if (facts.aaaa_addresses.empty()) {
        bool known = facts.aaaa_answer == "nodata" || facts.aaaa_answer == "nxdomain";
        if (!facts.dns_asked) return {"not_determined", "probe_missing"};
        if (!facts.aaaa_trusted) return {"not_determined", "own_network"};
        if (known) return {"fail", "no_aaaa"};
        return {"not_determined", "dns_" + facts.aaaa_answer};
    }
    if (facts.status == FetchStatus::ok) return {"pass", ""};
    if (!facts.own_ipv6) return {"not_determined", "own_ipv6"};
    bool refused = facts.status == FetchStatus::blocked || facts.http_status == 401 ||
                   facts.http_status == 403 || facts.http_status == 429 || facts.http_status == 503;
    if (refused) return {"not_determined", status_word(facts.status, facts.http_status)};
    return {"fail", status_word(facts.status, facts.http_status)};
}

Json or_null(const std::string& text, std::string_view what, Json& warnings) {
    if (!text.empty()) return text;
    warnings.push_back(fmt::format("{} is not known", what));
    return {};
}

// The handshake tells, whatever the server answers afterwards, and whether it answers at all.
Verdict tls_verdict(const FetchOutcome& outcome) {
    std::string word = status_word(outcome.status, outcome.http_status);
    if (word.starts_with("tls_")) return {"fail", word};
    const Exchange* last = outcome.last();
    bool shown =
        last != nullptr && last->tls.used && (last->http_status > 0 || !last->tls.chain.empty());
    return shown ? Verdict{"pass", ""} : Verdict{"not_determined", word};
}

// Whole days, towards the past: what ended an hour ago has -1.
std::int64_t days_from(Timestamp from, Timestamp until) {
    const std::int64_t ms = until.unix_ms - from.unix_ms;
    return ms >= 0 ? ms / day_ms : -((-ms + day_ms - 1) / day_ms);
}

Json reason_json(const Verdict& verdict) {
    return verdict.reason.empty() ? Json() : Json(verdict.reason);
}

}  // namespace

Result<Told> check_ipv6(const FetchOrder& order, const Clock& clock) {
    auto url = url_of(order);
    auto setup = setup_of(order.network);
    if (!url) return tl::unexpected(url.error());
    if (!setup) return tl::unexpected(setup.error());
    Ipv6Facts facts = probe_ipv6_once(*setup, *url, clock).facts;
    Request request{std::string(url->str()), "ipv6"};
    request.family = Family::v4;
    FetchOutcome v4 = fetch_once(*setup, request, clock).outcome;
    PageTold v4_page = page_told(v4, setup->options.walls), v6_page;
    Json v6_answer, warnings = Json::array();
    if (!facts.ports.empty()) {  // the probe found a way to connect
        request.family = Family::v6;
        FetchOutcome v6 = fetch_once(*setup, request, clock).outcome;
        v6_page = page_told(v6, setup->options.walls);
        v6_answer = family_json(v6, v6_page);
    }
    Verdict verdict = ipv6_verdict(facts);
    if (!facts.own_ipv6_note.empty()) warnings.push_back(facts.own_ipv6_note);
    warnings.push_back("links_v6 is not known: links are not asked over IPv6");
    Json answer = Json::object();
    answer.set("a", dns_json(facts.a_rcode, facts.a_addresses, facts.a_cnames));
    answer.set("aaaa", dns_json(facts.aaaa_rcode, facts.aaaa_addresses, facts.aaaa_cnames));
    answer.set("v4", family_json(v4, v4_page)).set("v6", v6_answer);
    answer.set("similarity", similarity(v4_page, v6_page)).set("links_v6", Json());
    answer.set("verdict", verdict.word).set("reason", reason_json(verdict));
    return Told{answer.set("warnings", warnings), verdict.word != "fail"};
}

Result<Told> check_tls(const FetchOrder& order, const Clock& clock) {
    auto url = url_of(order);
    auto setup = setup_of(order.network);
    if (!url) return tl::unexpected(url.error());
    if (!setup) return tl::unexpected(setup.error());
    if (url->scheme() != "https")
        return failure(Errc::usage, fmt::format("{} has no TLS; write https://…", order.url));
    Request request{std::string(url->str())};
    request.follow_redirects = false;
    request.head = true;
    FetchOutcome outcome = fetch_once(*setup, request, clock).outcome;
    const Exchange none, &last = outcome.last() ? *outcome.last() : none;
    Verdict verdict = tls_verdict(outcome);
    Json chain = Json::array(), warnings = texts_json(outcome.warnings);
    for (const CertificateFacts& certificate : last.tls.chain)
        chain.push_back(to_json(certificate));
    if (last.tls.chain.empty()) warnings.push_back("the chain is not known");
    if (!last.note.empty()) warnings.push_back(last.note);
    Timestamp until = last.tls.chain.empty() ? Timestamp{} : last.tls.chain.front().not_after;
    Json answer = Json::object();
    answer.set("verdict", verdict.word).set("reason", reason_json(verdict));
    answer.set("problems", texts_json(last.tls.problems)).set("chain", chain);
    answer.set("not_after", until.is_set() ? Json(until.iso()) : Json());
    answer.set("days_left", until.is_set() ? Json(days_from(last.started, until)) : Json());
    answer.set("protocol", or_null(last.tls.protocol, "the protocol", warnings));
    answer.set("cipher", or_null(last.tls.cipher, "the cipher", warnings));
    return Told{answer.set("warnings", warnings), verdict.word != "fail"};
}

}  // namespace duwang::app
