// The home page can be had over IPv6 again and again, and about as fast as over IPv4.      (K23)
// Basis: YD/T 3118-2016 (连通性, 时延 IPv6/IPv4 − 1). Limits are the scheme's: success_percent,
// delay_percent, and how many requests are needed (asked_min). Without limits the measured values
// are only told.
#include <fmt/format.h>

#include <algorithm>

#include "checks/network/ipv6_shared.h"

namespace duwang::checks::network {
namespace {

constexpr FindingKind kinds[] = {
    {"low-success",
     "首页经 IPv6 的访问成功率为 {rate}（{asked} 次中 {good} 次），低于规定的 {limit}%"},
    {"slow", "首页经 IPv6 比经 IPv4 慢：{values}，超过规定的 {limit}%"},
};
constexpr std::string_view params[] = {"asked_min", "delay_percent", "success_percent"};

struct Delays {
    std::optional<Decimal> connect, first_byte, total;
};

Delays delays_of(const Ipv6Facts& facts) {
    return {delay_ratio(facts.v4, facts.v6, &Ipv6Series::connect_ms),
            delay_ratio(facts.v4, facts.v6, &Ipv6Series::first_byte_ms),
            delay_ratio(facts.v4, facts.v6, &Ipv6Series::total_ms)};
}

std::string text_of(const Delays& delays) {
    return fmt::format("建连 {}、首包 {}、全程 {}", percent_text(delays.connect),
                       percent_text(delays.first_byte), percent_text(delays.total));
}

bool beyond(const std::optional<Decimal>& ratio, const Decimal& limit) {
    return ratio && *ratio * Decimal(100) > limit;
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    Object object = ipv6_object(view, "ipv6_quality");
    const Ipv6Facts* facts = answered_ipv6(view, object, report);
    if (!facts) return;
    std::vector<Evidence> evidence = ipv6_evidence(view, *facts);
    std::optional<Decimal> rate = success_rate(facts->v6);
    Delays delays = delays_of(*facts);
    std::string measured =
        fmt::format("IPv6 访问成功率 {}（{} 次中 {} 次），IPv6/IPv4−1：{}", percent_text(rate),
                    facts->v6.asked, facts->v6.good, text_of(delays));
    std::optional<Decimal> success = limit_of(given, "success_percent"),
                           slow = limit_of(given, "delay_percent");
    if (!success && !slow) return report.not_applicable(object, "方案没有规定限度；" + measured);
    if (facts->v6.asked < given.number("asked_min", 10))
        return report.not_determined(object, Cause::unconfirmed, "访问次数不足；" + measured,
                                     evidence);
    if (success && *rate * Decimal(100) < *success && !facts->v6.ended_early)
        return report.fail(object, "low-success",
                           {{"rate", percent_text(rate)},
                            {"asked", std::to_string(facts->v6.asked)},
                            {"good", std::to_string(facts->v6.good)},
                            {"limit", success->exact()}},
                           evidence);
    // One session is a moment of the network between us: a person has to look.
    if (slow && (beyond(delays.connect, *slow) || beyond(delays.first_byte, *slow) ||
                 beyond(delays.total, *slow)))
        return report.doubtful(object, "slow",
                               {{"values", text_of(delays)}, {"limit", slow->exact()}}, evidence);
    report.pass(object, measured, evidence);
}

}  // namespace

extern const CheckInfo ipv6_quality;
constinit const CheckInfo ipv6_quality{
    .id = "network-ipv6-quality",
    .code = "K23",
    .summary = "网站首页经 IPv6 访问的成功率和时延达到规定",
    .needs = Needs::home | Needs::ipv6,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::network
