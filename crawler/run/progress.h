// Counters of a running crawl, for the line on the terminal and for --progress json.
// Written on net, read anywhere.
#pragma once

#include <atomic>
#include <cstdint>

namespace duwang::crawler {

struct Progress {
    std::atomic<std::int64_t> sites_planned = 0, sites_done = 0;
    std::atomic<std::int64_t> pages = 0;     // visits of pages, this start
    std::atomic<std::int64_t> unchanged = 0;  // of those pages: as in the earlier capture (复采)
    std::atomic<std::int64_t> parsed = 0;     // answers that were read as a page
    std::atomic<std::int64_t> links = 0;     // links asked, this start
    std::atomic<std::int64_t> errors = 0;    // visits that did not end well
    std::atomic<std::int64_t> waiting = 0;   // known, not yet visited
    std::atomic<std::int64_t> bytes = 0;     // received
    std::atomic<std::int64_t> in_blackout = 0;  // hosts waited for: a window is open (禁访时段)
    std::atomic<std::int64_t> in_back_off = 0;  // … or they are left alone (主机暂停访问)
};

}  // namespace duwang::crawler
