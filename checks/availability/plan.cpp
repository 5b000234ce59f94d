#include "checks/availability/plan.h"

#include <algorithm>

namespace duwang::checks::availability {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::int64_t zone_ms = 8 * 3'600'000;  // Asia/Shanghai

Timestamp day_begin(Timestamp moment) {
    const std::int64_t local = moment.unix_ms + zone_ms;
    return {local - (local % day_ms + day_ms) % day_ms - zone_ms};
}

std::uint64_t mix(std::uint64_t value) {  // SplitMix64
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31);
}

// The same for a site and moment on every machine.
std::uint64_t draw(const Site& site, Timestamp day, int part, std::int64_t seed) {
    std::uint64_t state = mix(static_cast<std::uint64_t>(seed));
    for (const char c : site.id) state = mix(state ^ static_cast<unsigned char>(c));
    state = mix(state ^ static_cast<std::uint64_t>(day.unix_ms));
    return mix(state ^ static_cast<std::uint64_t>(part));
}

struct Span {
    std::int64_t from, until;  // ms of the day
};

// What of the day is not blacked out, ascending.
std::vector<Span> open_spans(const Blackout& blackout, Timestamp day) {
    if (blackout.empty()) return {{0, day_ms}};
    const std::int64_t number = (day.unix_ms + zone_ms) / day_ms;  // since 1970-01-01, a Thursday
    std::vector<Span> closed;
    for (const BlackoutWindow& window : blackout)
        for (const std::int64_t back : {0, 1}) {  // today's, and what began yesterday
            if ((window.days >> ((number - back + 3) % 7) & 1U) == 0) continue;
            const bool over = window.to_minute <= window.from_minute;
            const std::int64_t from = window.from_minute * minute_ms - back * day_ms;
            const std::int64_t until =
                (window.to_minute + (over ? 24 * 60 : 0)) * minute_ms - back * day_ms;
            if (until > 0) closed.push_back({std::max<std::int64_t>(from, 0), until});
        }
    std::ranges::sort(closed, {}, &Span::from);
    std::vector<Span> open;
    std::int64_t at = 0;
    for (const Span& span : closed) {
        if (span.from > at) open.push_back({at, span.from});
        at = std::max(at, span.until);
    }
    if (at < day_ms) open.push_back({at, day_ms});
    return open;
}

std::int64_t open_time(const std::vector<Span>& open) {
    std::int64_t all = 0;
    for (const Span& span : open) all += span.until - span.from;
    return all;
}

// The moment of the day before which so much open time has gone by.
std::int64_t after_open_time(const std::vector<Span>& open, std::int64_t gone) {
    for (const Span& span : open) {
        if (gone < span.until - span.from) return span.from + gone;
        gone -= span.until - span.from;
    }
    return day_ms;
}

}  // namespace

std::vector<Timestamp> probe_moments(const Site& site, Timestamp in_day,
                                     const AvailabilityRules& rules) {
    const Timestamp day = day_begin(in_day);
    const std::vector<Span> open = open_spans(site.blackout, day);
    const std::int64_t part = open_time(open) / rules.probes_a_day;
    std::vector<Timestamp> moments;
    if (part < 4) return moments;
    for (int i = 0; i < rules.probes_a_day; ++i) {
        const auto inside = static_cast<std::int64_t>(draw(site, day, i, rules.seed) %
                                                      static_cast<std::uint64_t>(part / 2));
        moments.push_back({day.unix_ms + after_open_time(open, i * part + part / 4 + inside)});
    }
    return moments;
}

NextProbe next_probe(const Site& site, Timestamp last, Timestamp now,
                     const AvailabilityRules& rules) {
    const Timestamp today = day_begin(now);
    const bool closed = blackout_end(site.blackout, now) != now;
    for (const std::int64_t days : {-1, 0, 1}) {
        const Timestamp day{today.unix_ms + days * day_ms};
        const std::int64_t late_max =
            open_time(open_spans(site.blackout, day)) / rules.probes_a_day / 4;
        if (days < 0 && now.unix_ms - today.unix_ms > late_max) continue;
        for (const Timestamp moment : probe_moments(site, day, rules)) {
            if (moment > now) return {moment, false};
            const bool in_time = now.unix_ms - moment.unix_ms <= late_max;
            if (in_time && moment > last && !closed) return {moment, true};
        }
    }
    return {};
}

}  // namespace duwang::checks::availability
