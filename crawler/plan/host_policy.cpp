#include "crawler/plan/host_policy.h"

#include <algorithm>

namespace duwang::crawler {
namespace {

constexpr std::int64_t penalty_ms_min = 1'000;

}  // namespace

HostPolicy::HostPolicy(const PolitenessOptions& options, bool internal)
    : options_(options), base_ms_(internal ? options.internal_delay_ms : options.delay_ms) {
    if (internal) options_.response_factor = 0;
    options_.delay_max_ms = std::max(options_.delay_max_ms, base_ms_);
}

void HostPolicy::ask_for_delay(std::int64_t delay_ms) {
    if (delay_ms <= 0) return;
    base_ms_ = std::max(base_ms_, std::min(delay_ms, options_.delay_max_ms));
    asked_ = true;
}

std::int64_t HostPolicy::delay_ms() const { return std::max({base_ms_, pace_ms_, penalty_ms_}); }

// What is left to wait stays the same when the clock is set back.
void HostPolicy::notice(std::int64_t now_ms) {
    if (!seen_) next_ms_ = now_ms;
    if (seen_ && now_ms < last_now_ms_) next_ms_ -= last_now_ms_ - now_ms;
    last_now_ms_ = now_ms;
    seen_ = true;
}

std::int64_t HostPolicy::wait_ms(std::int64_t now_ms) {
    notice(now_ms);
    return std::max<std::int64_t>(0, next_ms_ - now_ms);
}

void HostPolicy::set_next(std::int64_t now_ms) {
    next_ms_ = std::max(next_ms_, now_ms + delay_ms());
}

void HostPolicy::started(std::int64_t now_ms) {
    notice(now_ms);
    set_next(now_ms);
}

void HostPolicy::ended(FetchStatus status, int http_status, std::int64_t took_ms,
                       std::int64_t now_ms) {
    notice(now_ms);
    // Nonsense of a clock must neither overflow nor count as a quick answer.
    took_ms = std::clamp<std::int64_t>(took_ms, 0, options_.delay_max_ms);
    std::int64_t wanted = std::min(options_.response_factor * took_ms, options_.delay_max_ms);
    bool good = content_arrived(status) && http_status < 400;
    if (http_status == 429 || http_status == 503) {
        penalty_ms_ = std::clamp(delay_ms() * 2, penalty_ms_min,
                                 std::max(penalty_ms_min, options_.delay_max_ms));
    } else if (good) {
        penalty_ms_ -= (penalty_ms_ + 3) / 4;
    }
    pace_ms_ = good ? wanted : std::max(wanted, pace_ms_);
    // The delay counts from the answer, so a slow server is never asked twice at once.
    set_next(now_ms);
}

}  // namespace duwang::crawler
