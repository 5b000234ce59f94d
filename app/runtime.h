// Threads and signals: crawls many sites at once and shuts down in order.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/client_stack.h"
#include "core/ports/clock.h"
#include "core/ports/host_memory.h"
#include "crawler/run/progress.h"
#include "crawler/run/site_plan.h"
#include "storage/capture/capture_store.h"

namespace duwang::app {

struct CrawlJob {
    crawler::SitePlan plan;
    std::string capture;  // id
    // Opened when the crawl begins, so that sites that wait for their turn hold no files.
    std::function<Result<std::unique_ptr<storage::CaptureStore>>()> open;
    std::unique_ptr<storage::CaptureStore> store;
    // After it: what unchanged pages are taken from (复采), if there is something.
    std::function<std::unique_ptr<EarlierCapture>(storage::CaptureStore&)> look_back;
    std::unique_ptr<EarlierCapture> earlier;
    Result<void> done;  // how it ended
};

enum class ProgressStyle { none, line, json };

// Crawls every job; each job's `done` says how it ended. Returns false when it was interrupted.
// `finished` is called, on the calling thread, as soon as a job's crawl is complete.
// What hosts were in back-off is read from `memory` before and written to it, once a second and at
// the end, on the thread that calls `finished`.
bool run_crawls(std::vector<CrawlJob>& jobs, const crawler::Options& options,
                const NetworkSetup& network, const Clock& clock, HostMemory& memory,
                ProgressStyle style, const std::function<void(CrawlJob&)>& finished);

}  // namespace duwang::app
