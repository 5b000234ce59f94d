#include "checks/network/ipv6_shared.h"

#include <fmt/format.h>

namespace duwang::checks::network {

Object ipv6_object(const EvidenceView& view, std::string_view part) {
    const Ipv6Facts* facts = view.ipv6();
    std::string host = facts ? facts->host : view.site().id;
    return {fmt::format("{}#{}", host, part), facts ? host : view.site().name};
}

std::vector<Evidence> ipv6_evidence(const EvidenceView& view, const Ipv6Facts& facts) {
    std::vector<Evidence> evidence;
    if (facts.dns_exchange > 0) evidence.push_back(view.evidence(facts.dns_exchange));
    if (facts.exchange > 0) evidence.push_back(view.evidence(facts.exchange));
    return evidence;
}

const Ipv6Facts* answered_ipv6(const EvidenceView& view, const Object& object, Report& report) {
    const Ipv6Facts* facts = view.ipv6();
    const SiteState state = view.state();
    if (!view.owns_site())
        report.not_applicable(object, "网站由其他单位主办，IPv6 由主办单位负责");
    else if (!facts)
        report.not_determined(object, Cause::probe_missing, "");
    else if (facts->aaaa_answer != "ok")
        report.not_determined(object, Cause::dns_failed, "没有可用的 AAAA 记录，见 network-ipv6");
    else if (!facts->own_ipv6)
        report.not_determined(object, Cause::own_ipv6, facts->own_ipv6_note);
    else if (!state.reached)
        report.not_determined(object, state.cause, state.note);
    else if (facts->status == FetchStatus::blocked)
        report.not_determined(object, Cause::wall, "");
    else if (facts->v6.asked == 0)
        report.not_determined(object, Cause::probe_missing, "采集时没有进行此项探测");
    else if (facts->v6.answered == 0)
        report.not_determined(object, Cause::unreachable, "首页经 IPv6 没有应答，见 network-ipv6");
    else
        return facts;
    return nullptr;
}

std::string percent_text(const std::optional<Decimal>& share) {
    return share ? (*share * Decimal(100)).rounded(1) + "%" : "未测得";
}

std::optional<Decimal> limit_of(const Params& params, std::string_view name) {
    auto limit = Decimal::parse(params.text(name, ""));
    if (!limit) return std::nullopt;
    return *limit;
}

}  // namespace duwang::checks::network
