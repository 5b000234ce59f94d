// Both families serve the same: open ports, status and content of the home page.           (K23)
// Basis: 首页 IPv4/IPv6 内容一致性 of the national monitoring; internet.nl for ports and status.
// How far contents may lie apart is the scheme's word (content_margin, bits of 64 beyond the noise
// of IPv4).
#include <fmt/format.h>

#include "checks/network/ipv6_shared.h"

namespace duwang::checks::network {
namespace {

constexpr FindingKind kinds[] = {
    {"ports-differ", "域名 {host} 经 IPv4 开放的端口是 {v4}，经 IPv6 开放的是 {v6}"},
    {"status-differs", "首页经 IPv4 得到 {v4}，经 IPv6 得到 {v6}"},
    {"content-differs",
     "首页经 IPv6 与经 IPv4 的内容不一致：指纹相差 {distance} 位，IPv4 自身相差 {noise} "
     "位，允许超出 {margin} 位"},
};
constexpr std::string_view params[] = {"content_margin"};

std::string open_ports(const std::vector<Ipv6Facts::Port>& ports) {
    std::string text;
    for (const auto& port : ports)
        if (port.connect == FetchStatus::ok)
            text += fmt::format("{}{}", text.empty() ? "" : "、", port.port);
    return text.empty() ? "无" : text;
}

// Refused is an answer; silence may pass.
bool surely_known(const std::vector<Ipv6Facts::Port>& ports) {
    for (const auto& port : ports)
        if (port.connect != FetchStatus::ok && port.connect != FetchStatus::connect_refused)
            return false;
    return true;
}

std::string content_text(const Ipv6Facts& facts) {
    if (facts.content_distance < 0 || facts.content_noise < 0) return "内容未比较";
    return fmt::format("内容指纹相差 {} 位，IPv4 自身相差 {} 位", facts.content_distance,
                       facts.content_noise);
}

bool content_differs(const Ipv6Facts& facts, const std::optional<Decimal>& margin) {
    return margin && facts.content_distance >= 0 && facts.content_noise >= 0 &&
           Decimal(facts.content_distance - facts.content_noise) > *margin;
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    Object object = ipv6_object(view, "ipv6_ports");
    const Ipv6Facts* facts = answered_ipv6(view, object, report);
    if (!facts) return;
    std::vector<Evidence> evidence = ipv6_evidence(view, *facts);
    if (facts->a_addresses.empty())
        return report.not_applicable(object, "没有 IPv4 地址，无从比较");
    if (facts->v4.answered == 0 || facts->v4_status == FetchStatus::blocked)
        return report.not_determined(object, Cause::control_failed, "首页经 IPv4 没有正常应答",
                                     evidence);
    std::string v4 = open_ports(facts->v4_ports), v6 = open_ports(facts->ports);
    Details ports{{"host", facts->host}, {"v4", v4}, {"v6", v6}};
    if (v4 != v6 && surely_known(facts->v4_ports) && surely_known(facts->ports))
        return report.fail(object, "ports-differ", ports, evidence);
    if (v4 != v6) return report.doubtful(object, "ports-differ", ports, evidence);
    if (facts->v4_http_status != facts->http_status)
        return report.doubtful(object, "status-differs",
                               {{"v4", status_word(facts->v4_status, facts->v4_http_status)},
                                {"v6", status_word(facts->status, facts->http_status)}},
                               evidence);
    std::optional<Decimal> margin = limit_of(given, "content_margin");
    if (content_differs(*facts, margin))
        return report.doubtful(object, "content-differs",
                               {{"distance", std::to_string(facts->content_distance)},
                                {"noise", std::to_string(facts->content_noise)},
                                {"margin", margin->exact()}},
                               evidence);
    report.pass(object,
                fmt::format("两种协议开放的端口（{}）和首页状态相同；{}{}", v4,
                            content_text(*facts), margin ? "" : "（方案没有规定限度，未作判定）"),
                evidence);
}

}  // namespace

extern const CheckInfo ipv6_ports;
constinit const CheckInfo ipv6_ports{
    .id = "network-ipv6-ports",
    .code = "K23",
    .summary = "网站经 IPv6 与经 IPv4 开放相同的端口，首页的状态和内容一致",
    .needs = Needs::home | Needs::ipv6,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::network
