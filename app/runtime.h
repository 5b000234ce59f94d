// Threads, signals and the client stack: crawls many sites at once and shuts down in order.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/ports/clock.h"
#include "crawler/dns/resolver.h"
#include "crawler/run/progress.h"
#include "crawler/run/site_plan.h"
#include "storage/capture/capture_store.h"

namespace duwang::app {

struct NetworkSetup {
    std::vector<crawler::FixedAddress> resolve;  // --resolve
    bool only_fixed = false;                     // names outside `resolve` do not exist
    std::set<std::string> allow_addresses;       // --allow-address: "ADDR" or "ADDR:PORT"
};

struct CrawlJob {
    crawler::SitePlan plan;
    std::unique_ptr<storage::CaptureStore> store;
    Result<void> done;  // how it ended
};

enum class ProgressStyle { none, line, json };

// Crawls every job; each job's `done` says how it ended. Returns false when it was interrupted.
// `finished` is called, on the calling thread, as soon as a job's crawl is complete.
bool run_crawls(std::vector<CrawlJob>& jobs, const crawler::Options& options,
                const NetworkSetup& network, const Clock& clock, ProgressStyle style,
                const std::function<void(CrawlJob&)>& finished);

}  // namespace duwang::app
