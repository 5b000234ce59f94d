// How fast one host, or one address, is asked. A machine without I/O: the moments are given to it,
// in milliseconds of any clock; a clock that is set back does not make anybody wait longer.
//
//   answer            pause from the end of the answer to the next request
//   good              ≥ response_factor × the time it took; what a refusal added shrinks by a
//   quarter failed            never shorter than before 429, 503          twice as long as before,
//   at least a second robots.txt        never shorter than its Crawl-delay
// Always at least the configured delay; never more than delay_max_ms.
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
    bool was_asked_for_delay() const { return asked_; }

    // Milliseconds until the next request may start; 0: now.
    std::int64_t wait_ms(std::int64_t now_ms);
    void started(std::int64_t now_ms);
    void ended(FetchStatus status, int http_status, std::int64_t took_ms, std::int64_t now_ms);

    std::int64_t delay_ms() const;

  private:
    void set_next(std::int64_t now_ms);
    void notice(std::int64_t now_ms);

    PolitenessOptions options_;
    std::int64_t base_ms_;
    std::int64_t pace_ms_ = 0;     // from how long answers take
    std::int64_t penalty_ms_ = 0;  // from refusals; forgiven slowly
    std::int64_t next_ms_ = 0;
    std::int64_t last_now_ms_ = 0;
    bool seen_ = false;
    bool asked_ = false;
};

}  // namespace duwang::crawler
