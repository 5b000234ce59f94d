// The zone of the site can be asked over IPv6.                                             (K23)
// Basis: YD/T 3118-2016 (授权体系: 仅用 IPv6 能查到): one name server is enough, unless the scheme
// wants more (servers_min). Whether they have AAAA is told without IPv6 of our own; whether they
// answer is not.
#include <fmt/format.h>

#include <algorithm>

#include "checks/network/ipv6_shared.h"

namespace duwang::checks::network {
namespace {

constexpr FindingKind kinds[] = {
    {"ns-no-aaaa",
     "域 {zone} 的 {all} 个域名服务器中有 {some} 个有 IPv6 地址，少于规定的 {limit} 个"},
    {"ns-unreachable",
     "域 {zone} 的 {all} 个域名服务器中有 {some} 个经 IPv6 应答，少于规定的 {limit} 个"},
};
constexpr std::string_view params[] = {"servers_min"};

void judge(const EvidenceView& view, const Ipv6Facts& facts, std::int64_t limit, Report& report) {
    Object object = ipv6_object(view, "ipv6_names");
    std::vector<Evidence> evidence = ipv6_evidence(view, facts);
    const auto& servers = facts.name_servers;
    auto known =
        std::ranges::count_if(servers, [](const auto& one) { return one.aaaa_answer == "ok"; });
    auto unsure = std::ranges::count_if(servers, [](const auto& one) {
        return one.aaaa_answer == "error" || one.aaaa_answer == "timeout";
    });
    auto answering =
        std::ranges::count_if(servers, [](const auto& one) { return one.answer == "NOERROR"; });
    Details details{{"zone", facts.zone},
                    {"all", std::to_string(servers.size())},
                    {"some", std::to_string(known)},
                    {"limit", std::to_string(limit)}};
    if (known < limit && known + unsure >= limit)
        return report.not_determined(object, Cause::dns_failed,
                                     "域名服务器的 AAAA 查询没有全部得到应答", evidence);
    if (known < limit) return report.fail(object, "ns-no-aaaa", details, evidence);
    if (answering >= limit)
        return report.pass(
            object,
            fmt::format("域 {} 的 {} 个域名服务器中有 {} 个有 IPv6 地址，{} 个经 IPv6 应答",
                        facts.zone, servers.size(), known, answering),
            evidence);
    if (!facts.own_ipv6 && answering == 0)
        return report.not_determined(object, Cause::own_ipv6, facts.own_ipv6_note, evidence);
    details[2].second = std::to_string(answering);
    report.doubtful(object, "ns-unreachable", details, evidence);  // silence may pass
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    Object object = ipv6_object(view, "ipv6_names");
    const Ipv6Facts* facts = view.ipv6();
    if (!view.owns_site())
        return report.not_applicable(object, "网站由其他单位主办，IPv6 由主办单位负责");
    if (!facts || facts->ns_answer.empty())
        return report.not_determined(object, Cause::probe_missing, "没有查询域名服务器");
    if (facts->name_servers.empty())
        return report.not_determined(object, Cause::dns_failed, "没有查到所在域的域名服务器");
    bool seen = std::ranges::any_of(facts->name_servers,
                                    [](const auto& one) { return !one.addresses.empty(); });
    if (!facts->aaaa_trusted && !seen)
        return report.not_determined(object, Cause::own_network,
                                     "所用域名服务器从未给出任何 AAAA 记录");
    judge(view, *facts, std::max(1, given.number("servers_min", 1)), report);
}

}  // namespace

extern const CheckInfo ipv6_names;
constinit const CheckInfo ipv6_names{
    .id = "network-ipv6-names",
    .code = "K23",
    .summary = "网站所在域的域名服务器可以经 IPv6 查询",
    .needs = Needs::home | Needs::ipv6,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::network
