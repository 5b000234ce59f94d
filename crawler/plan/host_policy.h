// When the next request to one host may start. A machine without I/O: the moments are given to it.
#pragma once

#include <cstdint>

#include "core/fetch_status.h"
#include "crawler/options.h"

namespace duwang::crawler {

class HostPolicy {
  public:
    explicit HostPolicy(const PolitenessOptions& options, bool internal);

    // A robots.txt Crawl-delay; never shortens the configured delay, never above its maximum.
    void ask_for_delay(std::int64_t delay_ms);

    // Milliseconds to wait before a request that would start now. Reserves the slot.
    std::int64_t reserve(std::int64_t now_ms);

    // How a request ended. Errors never shorten the delay; 429 and 503 lengthen it.
    void ended(FetchStatus status, int http_status, std::int64_t took_ms,
               std::int64_t retry_after_ms, std::int64_t now_ms);

    std::int64_t delay_ms() const { return delay_ms_; }

  private:
    PolitenessOptions options_;
    std::int64_t base_ms_;
    std::int64_t delay_ms_;
    std::int64_t next_ms_ = 0;
};

}  // namespace duwang::crawler
