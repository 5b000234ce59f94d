// Certificates with which browsers open the site's hosts, apart from the links that fail.  (K37)
// Basis: link-judgement rows 34 to 36, quirks N01 and N02. What may work in other clients, or works
// still, is doubtful or advice (建议): schemes give no rule for advice.
#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace duwang::checks::network {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::size_t names_max = 5;  // of a certificate, that are told

constexpr FindingKind kinds[] = {
    {"tls-expired", "{host} 的证书已于 {until} 过期"},
    {"tls-not-yet-valid", "{host} 的证书自 {from} 起才有效"},
    {"tls-name-mismatch", "{host} 的证书是发给 {names} 的，与域名不符"},
    {"tls-self-signed", "{host} 的证书是自签名的"},
    {"tls-unknown-authority", "{host} 的证书由未受信任的机构签发：{issuer}"},
    {"tls-incomplete-chain",
     "建议：{host} 没有发送中间证书（签发者 {issuer}），部分浏览器会拦截，请补全"},
    {"tls-weak", "{host} 的证书密钥或签名算法过弱"},
    {"tls-old-protocol", "{host} 只支持已淘汰的 TLS 1.1 及以下协议"},
    {"tls-failed", "与 {host} 不能建立安全连接：{problem}"},
    {"tls-expires-soon", "建议：{host} 的证书 {days} 天后（{until}）到期，请及时更换"},
    {"no-https", "建议：{host} 可经 HTTP 访问，但没有提供 HTTPS"},
};

// The word of a problem, what it is called here, and whether it is sure: our list of authorities
// and our library's demands need not be everybody's. From the most to the least serious.
struct Fault {
    std::string_view problem, kind;
    bool sure;
};
constexpr Fault faults[] = {
    {"self_signed", "tls-self-signed", true},
    {"name_mismatch", "tls-name-mismatch", true},
    {"expired", "tls-expired", true},
    {"not_yet_valid", "tls-not-yet-valid", true},
    {"incomplete_chain", "tls-incomplete-chain", true},
    {"unknown_authority", "tls-unknown-authority", false},
    {"weak_key", "tls-weak", false},
    {"old_protocol", "tls-old-protocol", false},
};

Object object_of(const HostTls& host) { return {host.host + "#tls", host.host}; }

bool has(const TlsFacts& tls, std::string_view problem) {
    return std::ranges::find(tls.problems, problem) != tls.problems.end();
}

Details details_of(const HostTls& host) {
    Details details{{"host", host.host},
                    {"problem", fmt::format("{}", fmt::join(host.tls.problems, " "))}};
    if (host.tls.problems.empty())
        details.back().second = status_word(host.status, host.http_status);
    if (host.tls.chain.empty()) return details;
    const CertificateFacts& leaf = host.tls.chain.front();
    const auto shown = std::span(leaf.names).first(std::min(names_max, leaf.names.size()));
    details.emplace_back("until", leaf.not_after.date().iso());
    details.emplace_back("from", leaf.not_before.date().iso());
    details.emplace_back("issuer", host.tls.chain.back().issuer);
    details.emplace_back(
        "names", leaf.names.empty() ? leaf.subject : fmt::format("{}", fmt::join(shown, "、")));
    details.emplace_back("days",
                         std::to_string((leaf.not_after.unix_ms - host.at.unix_ms) / day_ms));
    return details;
}

// Names the certificate by its hash, so that it can be found in the capture and elsewhere.
std::vector<Evidence> evidence_of(const EvidenceView& view, const HostTls& host) {
    std::string quote = host.tls.protocol;
    if (!host.tls.chain.empty()) {
        const CertificateFacts& leaf = host.tls.chain.front();
        quote = fmt::format("{} {}，{} 至 {}，SHA-256 {}", quote, leaf.subject,
                            leaf.not_before.date().iso(), leaf.not_after.date().iso(), leaf.sha256);
    }
    return {view.evidence(host.exchange, quote)};
}

// The server speaks no TLS at the port, or nothing listens there.
bool lacks_https(const HostTls& host) {
    return has(host.tls, "no_tls") ||
           (!host.tls.used && host.status == FetchStatus::connect_refused);
}

// Nothing was seen of the certificate.
void judge_unseen(const EvidenceView& view, const HostTls& host, Report& report) {
    if (!host.asked_https)
        return report.not_determined(object_of(host), Cause::probe_missing, "没有经 HTTPS 访问过");
    if (lacks_https(host) && host.http_exchange > 0)
        return report.fail(object_of(host), "no-https", details_of(host),
                           {view.evidence(host.exchange), view.evidence(host.http_exchange)});
    if (host.status == FetchStatus::tls_handshake || host.status == FetchStatus::tls_error)
        return report.doubtful(object_of(host), "tls-failed", details_of(host),
                               evidence_of(view, host));
    Cause cause = cause_of_status(host.status, host.http_status);
    if (cause == Cause::none) cause = Cause::probe_missing;
    report.not_determined(object_of(host), cause, "", evidence_of(view, host));
}

void judge_certificate(const EvidenceView& view, const HostTls& host, int soon_days,
                       Report& report) {
    for (const Fault& fault : faults) {
        if (!has(host.tls, fault.problem)) continue;
        // With one that was sent, the authority may be one that our list is too old for.
        const bool sent_one = fault.problem == "incomplete_chain" && host.tls.chain.size() > 1;
        if (fault.sure && !sent_one)
            report.fail(object_of(host), fault.kind, details_of(host), evidence_of(view, host));
        else
            report.doubtful(object_of(host), fault.kind, details_of(host), evidence_of(view, host));
        return;
    }
    if (!host.tls.problems.empty())
        return report.doubtful(object_of(host), "tls-failed", details_of(host),
                               evidence_of(view, host));
    const CertificateFacts& leaf = host.tls.chain.front();
    if (leaf.not_after.unix_ms - host.at.unix_ms < soon_days * day_ms)
        return report.fail(object_of(host), "tls-expires-soon", details_of(host),
                           evidence_of(view, host));
    report.pass(object_of(host),
                fmt::format("证书有效至 {}，{}", leaf.not_after.date().iso(), host.tls.protocol),
                evidence_of(view, host));
}

void run(const EvidenceView& view, const Params& params, Report& report) {
    Object whole{view.site().id + "#tls", view.site().name};
    whole.everything = true;
    if (!view.owns_site())
        return report.not_applicable(whole, "网站由其他单位主办，证书由主办单位负责");
    if (view.tls_hosts().empty()) {
        const SiteState& state = view.state();
        const Cause cause = state.cause == Cause::none ? Cause::probe_missing : state.cause;
        return report.not_determined(whole, cause, state.note, view.home_evidence());
    }
    const int soon_days = params.number("soon_days", 30);
    for (const HostTls& host : view.tls_hosts()) {
        const bool seen =
            !host.tls.chain.empty() || (!host.tls.problems.empty() && !has(host.tls, "no_tls"));
        if (seen)
            judge_certificate(view, host, soon_days, report);
        else
            judge_unseen(view, host, report);
    }
}

constexpr std::string_view params[] = {"soon_days"};

}  // namespace

extern const CheckInfo tls;
constinit const CheckInfo tls{
    .id = "network-tls",
    .code = "K37",
    .summary = "网站各主机的 HTTPS 证书有效、与域名相符、受信任",
    .needs = Needs::home | Needs::https,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::network
