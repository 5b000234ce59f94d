// Links of the second and third level can be had over IPv6 (二级、三级内链支持率). (K23) Basis:
// YD/T 3118-2016; the national monitoring. Limits are the scheme's: second_percent, third_percent.
#include <fmt/format.h>

#include "checks/network/ipv6_shared.h"

namespace duwang::checks::network {
namespace {

constexpr FindingKind kinds[] = {
    {"few-links",
     "{level}内链经 IPv6 的支持率为 {rate}（抽查 {checked} 个，{ok} 个有应答），低于规定的 "
     "{limit}%"},
};
constexpr std::string_view params[] = {"second_percent", "third_percent", "checked_min"};

std::optional<Decimal> share_of(const Ipv6Facts::Links& links) {
    if (links.checked == 0) return std::nullopt;
    return Decimal::fraction(links.ok, links.checked);
}

// A handful of links is no share.
bool below(const Ipv6Facts::Links& links, const std::optional<Decimal>& limit, int at_least) {
    return limit && links.checked >= std::max(at_least, 1) &&
           *share_of(links) * Decimal(100) < *limit;
}

Details details_of(const Ipv6Facts::Links& links, std::string level, const Decimal& limit) {
    return {{"level", std::move(level)},
            {"rate", percent_text(share_of(links))},
            {"checked", std::to_string(links.checked)},
            {"ok", std::to_string(links.ok)},
            {"limit", limit.exact()}};
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    Object object = ipv6_object(view, "ipv6_links");
    const Ipv6Facts* facts = answered_ipv6(view, object, report);
    if (!facts) return;
    std::vector<Evidence> evidence = ipv6_evidence(view, *facts);
    const int at_least = given.number("checked_min", 10);
    if (facts->second.checked < at_least)
        return report.not_determined(object, Cause::not_captured, "经 IPv6 抽查的内链太少",
                                     evidence);
    std::string measured =
        fmt::format("二级内链支持率 {}（{}/{}），三级 {}（{}/{}）",
                    percent_text(share_of(facts->second)), facts->second.ok, facts->second.checked,
                    percent_text(share_of(facts->third)), facts->third.ok, facts->third.checked);
    std::optional<Decimal> second = limit_of(given, "second_percent"),
                           third = limit_of(given, "third_percent");
    if (!second && !third) return report.not_applicable(object, "方案没有规定限度；" + measured);
    if (below(facts->second, second, at_least))
        return report.fail(object, "few-links", details_of(facts->second, "二级", *second),
                           evidence);
    if (below(facts->third, third, at_least))
        return report.fail(object, "few-links", details_of(facts->third, "三级", *third), evidence);
    report.pass(object, measured, evidence);
}

}  // namespace

extern const CheckInfo ipv6_links;
constinit const CheckInfo ipv6_links{
    .id = "network-ipv6-links",
    .code = "K23",
    .summary = "网站的二级、三级内链可以经 IPv6 访问",
    .needs = Needs::home | Needs::ipv6,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::network
