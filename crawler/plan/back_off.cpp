#include "crawler/plan/back_off.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "core/hash.h"

namespace duwang::crawler {
namespace {

constexpr int level_max = 30;
constexpr int good_to_forgive = 10;
constexpr std::int64_t day_ms = 86'400'000;

}  // namespace

HostAnswer host_answer(FetchStatus status, int http_status) {
    switch (status) {
        case FetchStatus::http_error:
            return http_status >= 500 || http_status == 429 ? HostAnswer::failed : HostAnswer::good;
        case FetchStatus::rate_limited:
        case FetchStatus::blocked:
        case FetchStatus::connect_refused:
        case FetchStatus::connect_timeout:
        case FetchStatus::connection_reset:
        case FetchStatus::connection_closed:
        case FetchStatus::empty_response:
        case FetchStatus::tls_handshake:
        case FetchStatus::tls_error:
        case FetchStatus::protocol_error:
        case FetchStatus::timeout:
        case FetchStatus::too_slow:
            return HostAnswer::failed;
        case FetchStatus::not_attempted:
        case FetchStatus::blocked_target:
        case FetchStatus::unsupported_scheme:
        case FetchStatus::host_backing_off:
        case FetchStatus::cancelled:
        case FetchStatus::internal:
        case FetchStatus::proxy_error:
            return HostAnswer::nothing;
        default:
            return HostAnswer::good;
    }
}

BackOff::BackOff(const PolitenessOptions& options, std::string host, std::string seed)
    : options_(options), host_(std::move(host)), seed_(std::move(seed)) {}

void BackOff::restore(const HostBackOff& remembered, Timestamp now) {
    now_ = State{};
    now_.level = std::clamp(remembered.level, 0, level_max);
    now_.since = remembered.since;
    now_.until = remembered.until;
    now_.last_good = remembered.last_good;
    now_.failures = std::max(remembered.failures, 0);
    now_.reason = remembered.reason;
    std::int64_t quiet = now.unix_ms - now_.until.unix_ms;
    if (quiet > 0)
        now_.level -= static_cast<int>(std::min<std::int64_t>(quiet / day_ms, now_.level));
    // A clock that was wrong then or is wrong now makes nobody wait longer than the longest pause.
    if (-quiet > options_.back_off_max_ms) now_.until = {now.unix_ms + options_.back_off_max_ms};
    now_.since = std::min(now_.since, now);
    now_.open = now_.level > 0 && now_.failures > 0;
}

BackOff::Leave BackOff::leave(Timestamp now) const {
    std::int64_t left = now_.until.unix_ms - now.unix_ms;
    // Set back, the clock must not make the pause longer than it was.
    if (now_.until.is_set()) left = std::min(left, now_.until.unix_ms - now_.since.unix_ms);
    if (left > 0) return {Leave::Kind::wait, left};
    if (!now_.open) return {Leave::Kind::go, 0};
    return {now_.trial ? Leave::Kind::hold : Leave::Kind::trial, 0};
}

void BackOff::started(Leave::Kind kind) {
    if (kind == Leave::Kind::trial) now_.trial = true;
}

void BackOff::ended(Leave::Kind kind, HostAnswer answer, std::string_view reason, Timestamp now) {
    bool trial = kind == Leave::Kind::trial;
    if (answer == HostAnswer::good) return good(trial, now);
    if (answer == HostAnswer::failed) return failed(trial, reason, now);
    if (trial) now_.trial = false;  // it told nothing; the next one is the trial
}

void BackOff::add(bool failed) {
    now_.window = now_.window << 1 | (failed ? 1U : 0U);
    now_.in_window = std::min(now_.in_window + 1, options_.back_off_window);
}

bool BackOff::too_many() const {
    if (now_.in_a_row >= options_.back_off_failures) return true;
    if (now_.in_window < options_.back_off_window) return false;
    std::uint64_t mask = ~std::uint64_t{0} >> (64 - options_.back_off_window);
    return std::popcount(now_.window & mask) * 100 >=
           options_.back_off_percent * options_.back_off_window;
}

void BackOff::good(bool trial, Timestamp now) {
    before_good_ = now_;
    now_.last_good = now;
    if (now_.open && !trial) return;  // asked before the circuit opened: no news
    now_.failures = now_.in_a_row = 0;
    add(false);
    if (now_.until.is_set() && now_.until <= now) changed_ = true;
    if (now_.until <= now) now_.until = {};
    bool forgive = trial;
    if (trial) {
        now_.open = now_.trial = false;
        now_.window = 0;
        now_.in_window = 0;
    } else if (now_.level > 0 && ++now_.good_in_a_row >= good_to_forgive) {
        forgive = true;
    }
    if (too_many()) return deepen(now);  // every second answer may be good
    if (!forgive) return;
    now_.level /= 2;
    now_.good_in_a_row = 0;
    changed_ = true;
}

void BackOff::failed(bool trial, std::string_view reason, Timestamp now) {
    before_good_.reset();
    ++now_.failures;
    ++now_.in_a_row;
    now_.good_in_a_row = 0;
    add(true);
    if (now_.open && !trial) return;  // asked before the circuit opened
    now_.reason = reason;
    if (trial || too_many()) deepen(now);
}

void BackOff::was_wall(std::string_view reason, Timestamp now) {
    if (!before_good_) return;  // it was a failure already, as its status code said
    now_ = *before_good_;
    failed(now_.trial, reason, now);
}

void BackOff::deepen(Timestamp now) {
    now_.level = std::min(now_.level + 1, level_max);
    now_.open = true;
    now_.trial = false;
    now_.in_a_row = 0;
    now_.window = 0;
    now_.in_window = 0;
    now_.since = now;
    now_.until = std::max(now_.until, Timestamp{now.unix_ms + pause_ms(now_.level)});
    changed_ = true;
}

std::int64_t BackOff::pause_ms(int level) const {
    std::int64_t pause = options_.back_off_ms;
    for (int i = 1; i < level && pause < options_.back_off_max_ms; ++i) pause *= 2;
    std::uint64_t dice = hash64(fmt::format("{} {} {}", seed_, host_, level));
    auto permille = 800 + static_cast<std::int64_t>(dice % 401);
    return std::min(std::min(pause, options_.back_off_max_ms) * permille / 1'000,
                    options_.back_off_max_ms);
}

void BackOff::pause(std::int64_t wait_ms, std::string_view reason, Timestamp now) {
    Timestamp until{now.unix_ms + wait_ms};
    if (wait_ms <= 0 || until <= now_.until) return;
    now_.since = now;
    now_.until = until;
    now_.reason = reason;
    changed_ = true;
}

bool BackOff::at_rest(Timestamp now) const {
    return now_.level == 0 && !now_.open && leave(now).kind == Leave::Kind::go;
}

HostBackOff BackOff::state() const {
    HostBackOff state;
    state.host = host_;
    if (now_.level == 0 && !now_.until.is_set()) return state;  // nothing to remember
    state.level = now_.level;
    state.since = now_.since;
    state.until = now_.until;
    state.failures = now_.open ? std::max(now_.failures, 1) : 0;
    state.last_good = now_.last_good;
    state.reason = now_.reason;
    return state;
}

bool BackOff::take_changed() { return std::exchange(changed_, false); }

}  // namespace duwang::crawler
