// Asks home pages and our own canaries over the network (站点可用性监测).
#pragma once

#include <memory>

#include "app/client_stack.h"
#include "app/monitor.h"

namespace duwang::app {

// Catches SIGINT and SIGTERM as long as it lives. Whoever was told to end by it leaves the program
// without destroying it (std::_Exit): a question that would not end may be left in it.
// `rules.timeout_ms` is the time of a probe in all, with redirects and a second try.
std::unique_ptr<HomeAsker> make_home_asker(const crawler::Options& options,
                                           const NetworkSetup& network,
                                           const AvailabilityRules& rules, const Clock& clock);

// So many files and connections may be open at once.
std::int64_t home_asker_files();

}  // namespace duwang::app
