// `duwang check tls`.
#include <fmt/format.h>

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

struct Verdict {
    std::string word, reason;
};

Json or_null(const std::string& text, std::string_view what, Json& warnings) {
    if (!text.empty()) return text;
    warnings.push_back(fmt::format("{} is not known", what));
    return {};
}

// The handshake tells, whatever the server answers afterwards, and whether it answers at all.
Verdict tls_verdict(const FetchOutcome& outcome) {
    std::string word = status_word(outcome.status, outcome.http_status);
    const Exchange* last = outcome.last();
    // A handshake that broke off for no reason that was seen may be the network's doing.
    const bool seen = last != nullptr && (!last->tls.problems.empty() || !last->tls.chain.empty());
    if (word.starts_with("tls_")) return {seen ? "fail" : "not_determined", word};
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
