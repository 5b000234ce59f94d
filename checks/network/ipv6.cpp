// The home page can be had over IPv6.                                                     (K23)
// Basis: TP-3.39; YD/T 3118-2016 (解析、连通、首页). Without IPv6 of our own only the DNS part is
// judged: everything else is not_determined.
#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace duwang::checks::network {
namespace {

constexpr FindingKind kinds[] = {
    {"no-aaaa", "域名 {host} 没有 IPv6 地址（AAAA）记录"},
    {"aaaa-not-global", "域名 {host} 的 AAAA 记录中没有全球单播地址：{addresses}"},
    {"ipv6-unreachable", "域名 {host} 有 AAAA 记录（{addresses}），但经 IPv6 打不开首页（{status}）"},
    {"ipv6-http-error", "经 IPv6 访问首页得到 {status}，而经 IPv4 正常"},
};

Object object_of(const Ipv6Facts& facts) { return {facts.host + "#ipv6", facts.host}; }

bool any_port(const Ipv6Facts& facts, FetchStatus status) {
    return std::ranges::any_of(facts.ports, [&](const auto& port) { return port.connect == status; });
}

std::vector<Evidence> evidence_of(const EvidenceView& view, const Ipv6Facts& facts) {
    std::vector<Evidence> evidence;
    std::string answers = fmt::format("A {}: {}; AAAA {}: {}", facts.a_answer,
                                      fmt::join(facts.a_addresses, " "), facts.aaaa_answer,
                                      fmt::join(facts.aaaa_addresses, " "));
    if (facts.dns_exchange > 0) evidence.push_back(view.evidence(facts.dns_exchange, answers));
    if (facts.exchange > 0) evidence.push_back(view.evidence(facts.exchange));
    return evidence;
}

bool is_refusal(int status) {
    return status == 401 || status == 403 || status == 405 || status == 429 || status == 503;
}

// Nothing was sent to the site, or not by us: that is no fault of the site's.
Cause why_not_asked(FetchStatus status) {
    switch (status) {
        case FetchStatus::host_backing_off: return Cause::host_backing_off;
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable: return Cause::robots_denied;
        case FetchStatus::proxy_error: return Cause::own_network;
        case FetchStatus::cancelled:
        case FetchStatus::internal: return Cause::internal;
        default: return Cause::none;
    }
}

void judge_connection(const EvidenceView& view, const Ipv6Facts& facts, Report& report) {
    Object object = object_of(facts);
    std::vector<Evidence> evidence = evidence_of(view, facts);
    Details details{{"host", facts.host},
                    {"addresses", fmt::format("{}", fmt::join(facts.aaaa_addresses, "、"))},
                    {"status", status_word(facts.status, facts.http_status)}};
    if (!facts.own_ipv6)
        return report.not_determined(object, Cause::own_ipv6, facts.own_ipv6_note, evidence);
    if (!view.state().reached)
        return report.not_determined(object, view.state().cause, view.state().note, evidence);
    if (Cause cause = why_not_asked(facts.status); cause != Cause::none)
        return report.not_determined(object, cause, "", evidence);
    if (facts.http_status > 0 && facts.http_status < 400)
        return report.pass(object, "经 IPv6 访问首页正常", evidence);
    // A site that fell silent while we looked is silent over IPv6 too: that proves nothing about it.
    const std::string& halted = view.state().halted;
    if (halted == "host_stopped_answering" || halted == "wall")
        return report.not_determined(object, halted == "wall" ? Cause::wall : Cause::unreachable,
                                     view.state().note, evidence);
    if (facts.status == FetchStatus::blocked)
        return report.not_determined(object, Cause::wall, "", evidence);
    if (is_refusal(facts.http_status))
        return report.not_determined(object, Cause::http_refused, status_word(facts.status, facts.http_status),
                                     evidence);
    if (facts.http_status >= 500)  // may pass: one look proves nothing
        return report.doubtful(object, "ipv6-http-error", details, evidence);
    if (facts.http_status > 0) return report.fail(object, "ipv6-http-error", details, evidence);
    if (!any_port(facts, FetchStatus::ok) && !any_port(facts, FetchStatus::connect_timeout))
        return report.fail(object, "ipv6-unreachable", details, evidence);
    // One time-out may pass by itself: a person has to look.
    report.doubtful(object, "ipv6-unreachable", details, evidence);
}

// 非全球单播: no address among them that anybody outside could reach. NAT64 addresses are made up by
// our own network for sites without any.
void judge_unusable(const EvidenceView& view, const Ipv6Facts& facts, Report& report) {
    std::string told;
    for (const auto& one : facts.unusable) {
        if (one.kind == "nat64")
            return report.not_determined(object_of(facts), Cause::own_network,
                                         "AAAA 由本机网络的 NAT64 合成", evidence_of(view, facts));
        told += fmt::format("{}{}（{}）", told.empty() ? "" : "、", one.address, one.kind);
    }
    report.fail(object_of(facts), "aaaa-not-global", {{"host", facts.host}, {"addresses", told}},
                evidence_of(view, facts));
}

void run(const EvidenceView& view, const Params&, Report& report) {
    const Ipv6Facts* facts = view.ipv6();
    Object unknown{view.site().id + "#ipv6", view.site().name};
    if (!view.owns_site())
        return report.not_applicable(unknown, "网站由其他单位主办，IPv6 由主办单位负责");
    if (!facts) return report.not_determined(unknown, Cause::probe_missing, "");
    if (!facts->dns_asked && facts->aaaa_answer != "ok")
        return report.not_determined(object_of(*facts), Cause::probe_missing,
                                     "地址由 --resolve 指定，没有查询域名系统", evidence_of(view, *facts));
    if (!facts->aaaa_trusted && facts->aaaa_answer != "ok")
        return report.not_determined(object_of(*facts), Cause::own_network,
                                     "所用域名服务器从未给出任何 AAAA 记录", evidence_of(view, *facts));
    bool absent = facts->aaaa_answer == "nodata" && facts->a_answer == "ok";
    if (absent)
        return report.fail(object_of(*facts), "no-aaaa", {{"host", facts->host}},
                           evidence_of(view, *facts));
    if (facts->aaaa_answer != "ok")
        return report.not_determined(object_of(*facts), Cause::dns_failed,
                                     "AAAA 查询：" + facts->aaaa_answer, evidence_of(view, *facts));
    if (facts->unusable.size() == facts->aaaa_addresses.size() && facts->aaaa_answer == "ok")
        return judge_unusable(view, *facts, report);
    judge_connection(view, *facts, report);
}

}  // namespace

extern const CheckInfo ipv6;
constinit const CheckInfo ipv6{
    .id = "network-ipv6",
    .code = "K23",
    .summary = "网站首页可以经 IPv6 访问",
    .needs = Needs::home | Needs::ipv6,
    .findings = kinds,
    .params = {},
    .run = run,
};

}  // namespace duwang::checks::network
