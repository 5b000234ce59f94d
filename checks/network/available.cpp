// The home page opened whenever it was looked at, but for a few times (站点无法访问).      (K36)
// Basis: 2019 版检查指标，单项否决: monitored for a week, at least 20 times a day apart, 15 s
// without opening, at 5 % and more. Probes are made by `duwang monitor`; the numbers are monitor.*.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checks/availability/figure.h"
#include "checks/check.h"

namespace duwang::checks::network {
namespace {

using availability::AvailabilityFigure;
using availability::AvailabilityState;
using availability::Count;
using Probes = std::span<const AvailabilityProbe>;

constexpr std::size_t evidence_max = 50;  // failures that are shown one by one

constexpr FindingKind kinds[] = {
    {"unavailable",
     "{days}天内监测{counted}次，{failed}次打不开，占{share}%（{percent}%及以上即单项否决）"},
};

Evidence evidence_of(const AvailabilityProbe& probe) {
    Evidence evidence;  // without a capture: it stands in the ledger
    evidence.url = probe.address;
    evidence.at = probe.at;
    evidence.address = probe.ip;
    evidence.status = probe.status;
    evidence.quote = fmt::format("监测 {} 毫秒，本方网络自检{}", probe.ms,
                                 probe.own == OwnNetwork::works ? "正常" : "未做");
    return evidence;
}

// The failures; without any, the last probe that counted.
std::vector<Evidence> evidence_of(const Site& site, Probes probes, bool failed) {
    std::vector<Evidence> evidence;
    for (const AvailabilityProbe& probe : probes) {
        const Count count = availability::count_of(probe, site);
        if (failed && count == Count::failed && evidence.size() < evidence_max)
            evidence.push_back(evidence_of(probe));
        else if (!failed && availability::counts(count))
            evidence.assign(1, evidence_of(probe));
    }
    return evidence;
}

// Why days are not full: there were too few probes, or what kept them from counting most often.
Cause why_not_full(const Site& site, Probes probes, const AvailabilityRules& rules) {
    const auto needed =
        static_cast<std::size_t>(rules.days) * static_cast<std::size_t>(rules.counted_a_day);
    if (probes.size() < needed) return Cause::probe_missing;
    constexpr std::array causes{Cause::own_network, Cause::wall, Cause::filed};
    std::array<int, causes.size()> lost{};
    for (const AvailabilityProbe& probe : probes) {
        const Count count = availability::count_of(probe, site);
        lost[0] += count == Count::own_outage || count == Count::own_unknown;
        lost[1] += count == Count::wall;
        lost[2] += count == Count::filed;
    }
    const auto most = std::ranges::max_element(lost);
    if (*most == 0) return Cause::probe_missing;
    return causes[static_cast<std::size_t>(most - lost.begin())];
}

// Not once did it answer us in any way: it may be our address that is shut out, or the way there.
bool is_silent_to_us(const Site& site, Probes probes) {
    return std::ranges::all_of(probes, [&](const AvailabilityProbe& probe) {
        return probe.http_status == 0 || !availability::counts(availability::count_of(probe, site));
    });
}

void judge(const Site& site, Probes probes, const AvailabilityFigure& figure,
           const AvailabilityRules& rules, const Object& object, Report& report) {
    const std::string share = (figure.share * 100).rounded(2);
    const std::string said = fmt::format("{}天内监测{}次，计入{}次，{}次打不开，占{}%", rules.days,
                                         figure.probes, figure.counted, figure.failed, share);
    switch (figure.state) {
        case AvailabilityState::veto: {
            Details details{{"days", std::to_string(rules.days)},
                            {"counted", std::to_string(figure.counted)},
                            {"failed", std::to_string(figure.failed)},
                            {"share", share},
                            {"percent", std::to_string(rules.percent)}};
            std::vector<Evidence> evidence = evidence_of(site, probes, true);
            if (!is_silent_to_us(site, probes))
                return report.fail(object, "unavailable", details, evidence);
            // A person looks from another network: this is a veto.
            return report.doubtful(object, "unavailable", details, evidence);
        }
        case AvailabilityState::below:
            return report.pass(object, said, evidence_of(site, probes, figure.failed > 0));
        case AvailabilityState::not_determined:
            break;
    }
    report.not_determined(
        object, why_not_full(site, probes, rules),
        fmt::format("{}；每天计入{}次以上的有{}天，应有{}天；另有{}次打不开而本方网络未经自检",
                    said, rules.counted_a_day, figure.full_days, rules.days, figure.unsure),
        evidence_of(site, probes, figure.failed > 0));
}

void run(const EvidenceView& view, const Params&, Report& report) {
    const Object object{view.site().id + "#availability", view.site().name};
    if (!view.owns_site())
        return report.not_applicable(object, "网站由其他单位主办，可用性由主办单位负责");
    const AvailabilityRecord* record = view.availability();
    if (!record)
        return report.not_determined(object, Cause::probe_missing,
                                     "没有监测记录（duwang monitor）");
    const Timestamp from{view.as_of().unix_ms - record->rules.days * std::int64_t{24} * 3'600'000};
    const auto first = std::ranges::upper_bound(record->probes, from, {}, &AvailabilityProbe::at);
    const auto last =
        std::ranges::upper_bound(record->probes, view.as_of(), {}, &AvailabilityProbe::at);
    const Probes probes(first, last);
    judge(view.site(), probes,
          availability::figure_of(view.site(), probes, view.as_of(), record->rules), record->rules,
          object, report);
}

}  // namespace

extern const CheckInfo available;
constinit const CheckInfo available{
    .id = "network-available",
    .code = "K36",
    .summary = "监测期内网站首页打不开的次数占比低于单项否决的界限",
    .needs = Needs::home,
    .findings = kinds,
    .params = {},
    .run = run,
};

}  // namespace duwang::checks::network
