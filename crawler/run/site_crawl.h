// Crawls one site into its capture, phase after phase: robots, pages, links, confirmation, probes.
// A phase that was interrupted is continued; one that is done is not repeated.
// Runs on: net; reading on the work pool, storing on the writer strand.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/evidence_view.h"
#include "core/ports/capture_sink.h"
#include "core/ports/clock.h"
#include "core/ports/earlier_capture.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/address_check.h"
#include "crawler/http/polite_client.h"
#include "crawler/plan/frontier.h"
#include "crawler/plan/scope.h"
#include "crawler/robots/robots.h"
#include "crawler/run/progress.h"
#include "crawler/run/site_plan.h"

namespace duwang::crawler {

// 第二网络: another network that a link is asked through when ours alone says that it fails.
struct Vantage {
    std::string name;
    HttpClient* http = nullptr;
};

// Used, not owned; all of it outlives the crawl.
struct CrawlServices {
    Executor net, work, writer;
    HttpClient* http = nullptr;  // the whole stack
    PoliteClient* polite = nullptr;
    Resolver* resolver = nullptr;
    const Clock* clock = nullptr;
    CaptureSink* sink = nullptr;
    CaptureLookback* lookback = nullptr;
    Progress* progress = nullptr;
    const std::atomic<bool>* stop = nullptr;
    AddressCheck allowed;
    std::vector<Vantage> vantages;
    Resolver* second_resolver = nullptr;  // null: there is none
    EarlierCapture* earlier = nullptr;  // null: everything is asked for anew
};

// Crawls to the end; Errc::interrupted when asked to stop, Errc::disk_full when the disk is.
Task<Result<void>> crawl_site(SitePlan plan, CrawlServices services);

}  // namespace duwang::crawler
