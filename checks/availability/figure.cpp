#include "checks/availability/figure.h"

#include <algorithm>
#include <vector>

#include "core/fetch_status.h"

namespace duwang::checks::availability {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;

Count by_answer(int http_status) {
    if (http_status >= 500) return Count::failed;
    for (const int refused : {401, 403, 407, 429, 451})
        if (http_status == refused) return Count::wall;
    return Count::opened;  // 404 too: the site answers
}

Count by_network(OwnNetwork own) {
    return own == OwnNetwork::works ? Count::failed : Count::own_unknown;
}

bool is_filed(const Site& site, Timestamp at) {
    return blackout_end(site.blackout, at) != at || filed_at(site.filed, at) != nullptr;
}

bool is_veto(std::int64_t failed, std::int64_t counted, const AvailabilityRules& rules) {
    return counted > 0 && failed * 100 >= counted * rules.percent;
}

int failures_left(const AvailabilityFigure& figure, const AvailabilityRules& rules) {
    const std::int64_t full = std::int64_t{rules.days} * rules.counted_a_day;
    int left = 0;
    const auto vetoed_with = [&](int more) {
        return is_veto(figure.failed + more, std::max<std::int64_t>(full, figure.counted + more),
                       rules);
    };
    // At 100 % nothing ends it but the number of probes there can be.
    while (left < full && !vetoed_with(left + 1)) ++left;
    return vetoed_with(0) ? 0 : left;
}

}  // namespace

Count count_of(const AvailabilityProbe& probe) {
    if (probe.own == OwnNetwork::fails) return Count::own_outage;
    if (!probe.wall.empty()) return Count::wall;
    int http_status = 0;
    switch (status_of(probe.status, http_status)) {
        case FetchStatus::ok:
        case FetchStatus::http_error:
        case FetchStatus::http_other:
            return by_answer(probe.http_status);
        case FetchStatus::partial:
        case FetchStatus::truncated:
        case FetchStatus::too_large:
        case FetchStatus::wrong_type:
            return Count::opened;
        case FetchStatus::blocked:
        case FetchStatus::rate_limited:
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable:
            return Count::wall;
        case FetchStatus::dns_nxdomain:
        case FetchStatus::dns_nodata:
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout:
        case FetchStatus::connect_refused:
        case FetchStatus::connect_timeout:
        case FetchStatus::connection_reset:
        case FetchStatus::connection_closed:
        case FetchStatus::empty_response:
        case FetchStatus::timeout:
            return by_network(probe.own);
        default:
            return Count::unclear;
    }
}

bool counts(Count count) { return count == Count::opened || count == Count::failed; }

std::string_view count_label(Count count) {
    switch (count) {
        case Count::opened:
            return "打开";
        case Count::failed:
            return "打不开";
        case Count::own_outage:
            return "未计入：本方网络故障";
        case Count::own_unknown:
            return "未计入：本方网络未经自检";
        case Count::filed:
            return "未计入：禁访时段或已报备维护";
        case Count::wall:
            return "未计入：拒绝访问或防护页面";
        case Count::unclear:
            break;
    }
    return "未计入：不能认定";
}

std::string_view count_word(Count count) {
    switch (count) {
        case Count::opened:
            return "opened";
        case Count::failed:
            return "failed";
        case Count::own_outage:
            return "own_outage";
        case Count::own_unknown:
            return "own_unknown";
        case Count::filed:
            return "filed";
        case Count::wall:
            return "wall";
        case Count::unclear:
            break;
    }
    return "unclear";
}

Count count_of(const AvailabilityProbe& probe, const Site& site) {
    if (is_filed(site, probe.at)) return Count::filed;
    // The address was another one then, registered wrongly perhaps.
    const bool elsewhere = !probe.address.empty() && probe.address != site.home;
    return elsewhere ? Count::unclear : count_of(probe);
}

std::string_view state_word(AvailabilityState state) {
    switch (state) {
        case AvailabilityState::veto:
            return "veto";
        case AvailabilityState::below:
            return "below";
        case AvailabilityState::not_determined:
            break;
    }
    return "not_determined";
}

std::string_view state_label(AvailabilityState state) {
    switch (state) {
        case AvailabilityState::below:
            return "未触发";
        case AvailabilityState::veto:
            return "触发单项否决";
        case AvailabilityState::not_determined:
            break;
    }
    return "尚不能认定";
}

AvailabilityFigure figure_of(const Site& site, std::span<const AvailabilityProbe> probes,
                             Timestamp now, const AvailabilityRules& rules) {
    AvailabilityFigure figure;
    std::vector<int> counted(static_cast<std::size_t>(rules.days));
    for (const AvailabilityProbe& probe : probes) {
        const std::int64_t age = now.unix_ms - probe.at.unix_ms;
        if (probe.site != site.id || age < 0 || age >= rules.days * day_ms) continue;
        ++figure.probes;
        figure.last = std::max(figure.last, probe.at);
        const Count count = count_of(probe, site);
        figure.unsure += count == Count::own_unknown;
        if (!counts(count)) continue;
        ++figure.counted;
        ++counted[static_cast<std::size_t>(age / day_ms)];
        if (count != Count::failed) continue;
        ++figure.failed;
        figure.last_failure = std::max(figure.last_failure, probe.at);
    }
    figure.full_days = static_cast<int>(
        std::ranges::count_if(counted, [&](int day) { return day >= rules.counted_a_day; }));
    if (figure.counted > 0) figure.share = Decimal::fraction(figure.failed, figure.counted);
    const int all = figure.counted + figure.unsure;
    if (figure.full_days == rules.days && is_veto(figure.failed, figure.counted, rules))
        figure.state = AvailabilityState::veto;
    // Whatever the uncounted ones were: too few of them to matter.
    else if (figure.full_days == rules.days && !is_veto(figure.failed + figure.unsure, all, rules))
        figure.state = AvailabilityState::below;
    figure.may_fail = failures_left(figure, rules);
    return figure;
}

}  // namespace duwang::checks::availability
