// `duwang check ipv6` and `duwang check tls`.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

#include "app/fetch.h"

namespace duwang::app {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

Result<Url> url_of(const FetchOrder& order) {
    if (auto url = parse_url(order.url)) return *url;
    return failure(
        Errc::usage,
        fmt::format("\"{}\" is no http or https address; write https://HOST/", order.url));
}

// The answer code of DNS; what the resolver does not tell apart is null.
Json rcode(const std::string& word) {
    if (word == "ok" || word == "nodata") return "NOERROR";
    return word == "nxdomain" ? Json("NXDOMAIN") : Json();
}

Json dns_json(const std::string& word, const std::vector<std::string>& addresses) {
    Json list = Json::array();
    for (const std::string& address : addresses) list.push_back(address);
    return Json::object().set("rcode", rcode(word)).set("addresses", list);
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

// "Nov 21 20:11:41 2026 GMT" → milliseconds since 1970; 0 when it is something else.
Timestamp certificate_time(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (text.size() < 20) return {};
    auto month = months.find(text.substr(0, 3));
    auto number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        std::string_view digits = text.substr(at, length);
        if (digits.starts_with(' ')) digits.remove_prefix(1);
        std::from_chars(digits.begin(), digits.end(), value);
        return value;
    };
    if (month == months.npos) return {};
    auto moment = parse_timestamp(fmt::format("{:04}-{:02}-{:02}T{}Z", number(16, 4), month / 3 + 1,
                                              number(4, 2), text.substr(7, 8)));
    return moment ? *moment : Timestamp{};
}

// The third part of "subject; issuer; valid until".
Timestamp not_after(const TlsFacts& tls) {
    if (tls.chain.empty()) return {};
    const std::string& leaf = tls.chain.front();
    return certificate_time(std::string_view(leaf).substr(leaf.rfind(';') + 1));
}

Json or_null(const std::string& text, std::string_view what, Json& warnings) {
    if (!text.empty()) return text;
    warnings.push_back(fmt::format("{} is not known", what));
    return {};
}

Verdict tls_verdict(const FetchOutcome& outcome) {
    std::string word = status_word(outcome.status, outcome.http_status);
    if (word.starts_with("tls_")) return {"fail", word};
    const Exchange* last = outcome.last();
    bool answered = last != nullptr && last->tls.used && last->http_status > 0;
    return answered ? Verdict{"pass", ""} : Verdict{"not_determined", word};
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
    PageTold v4_page = page_told(v4), v6_page;
    Json v6_answer, warnings = Json::array();
    if (!facts.ports.empty()) {  // the probe found a way to connect
        request.family = Family::v6;
        FetchOutcome v6 = fetch_once(*setup, request, clock).outcome;
        v6_page = page_told(v6);
        v6_answer = family_json(v6, v6_page);
    }
    Verdict verdict = ipv6_verdict(facts);
    if (!facts.own_ipv6_note.empty()) warnings.push_back(facts.own_ipv6_note);
    warnings.push_back("links_v6 is not known: links are not asked over IPv6");
    Json answer = Json::object();
    answer.set("a", dns_json(facts.a_answer, facts.a_addresses));
    answer.set("aaaa", dns_json(facts.aaaa_answer, facts.aaaa_addresses));
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
    Json chain = Json::array(), warnings = Json::array();
    for (const std::string& line : last.tls.chain) chain.push_back(line);
    if (last.tls.chain.empty()) warnings.push_back("the chain is not known");
    if (!last.note.empty()) warnings.push_back(last.note);
    Timestamp until = not_after(last.tls);
    Json answer = Json::object();
    answer.set("verdict", verdict.word).set("reason", reason_json(verdict)).set("chain", chain);
    answer.set("not_after", until.is_set() ? Json(until.iso()) : Json());
    answer.set("days_left",
               until.is_set() ? Json((until.unix_ms - last.started.unix_ms) / day_ms) : Json());
    answer.set("protocol", or_null(last.tls.protocol, "the protocol", warnings));
    answer.set("cipher", or_null(last.tls.cipher, "the cipher", warnings));
    return Told{answer.set("warnings", warnings), verdict.word != "fail"};
}

}  // namespace duwang::app
