// The line on the terminal while sites are crawled, or JSON lines for other programs.
#pragma once

#include <chrono>
#include <cstdint>

#include "app/runtime.h"
#include "crawler/run/progress.h"

namespace duwang::app {

class ProgressLine {
  public:
    ProgressLine(ProgressStyle style, std::int64_t sites);
    // To standard error. `last`: the work is over.
    void print(const crawler::Progress& progress, bool last);

  private:
    ProgressStyle style_;
    std::int64_t sites_;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::int64_t seen_ = 0;
    double rate_ = 0;  // visits a second, smoothed
    std::chrono::steady_clock::time_point last_ = started_;
};

// A terminal gets the line, everything else stays quiet unless asked.
ProgressStyle default_progress_style();

}  // namespace duwang::app
