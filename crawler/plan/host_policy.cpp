#include "crawler/plan/host_policy.h"

#include <algorithm>

namespace duwang::crawler {

HostPolicy::HostPolicy(const PolitenessOptions& options, bool internal)
    : options_(options),
      base_ms_(internal ? options.internal_delay_ms : options.delay_ms),
      delay_ms_(base_ms_) {
    if (internal) options_.response_factor = 0;
}

void HostPolicy::ask_for_delay(std::int64_t delay_ms) {
    base_ms_ = std::max(base_ms_, std::min(delay_ms, options_.delay_max_ms));
    delay_ms_ = std::max(delay_ms_, base_ms_);
}

std::int64_t HostPolicy::reserve(std::int64_t now_ms) {
    std::int64_t start = std::max(now_ms, next_ms_);
    next_ms_ = start + delay_ms_;
    return start - now_ms;
}

void HostPolicy::ended(FetchStatus status, int http_status, std::int64_t took_ms,
                       std::int64_t retry_after_ms, std::int64_t now_ms) {
    std::int64_t wanted = std::min(options_.response_factor * took_ms, options_.delay_max_ms);
    bool good = content_arrived(status) && http_status < 400;
    delay_ms_ = std::max(base_ms_, good ? wanted : std::max(wanted, delay_ms_));
    bool asked_to_wait = http_status == 429 || http_status == 503;
    if (asked_to_wait)
        delay_ms_ = std::min(std::max<std::int64_t>(delay_ms_ * 2, 1'000), options_.delay_max_ms);
    std::int64_t pause = asked_to_wait ? std::min(retry_after_ms, options_.delay_max_ms) : 0;
    // The delay counts from the answer, so a slow server is never asked twice at once.
    next_ms_ = std::max(next_ms_, now_ms + std::max(delay_ms_, pause));
}

}  // namespace duwang::crawler
