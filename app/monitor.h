// 站点可用性监测: asks the home pages that are due and writes down what came, again and again.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/availability.h"
#include "core/ports/clock.h"
#include "core/unit.h"
#include "storage/ledger/ledger.h"

namespace duwang::app {

// Who asks. The real one is in runtime_monitor.h.
class HomeAsker {
  public:
    virtual ~HomeAsker() = default;
    // One probe of each site, with what is known of our own network meanwhile. When the program is
    // to end only those that ended by themselves.
    virtual std::vector<AvailabilityProbe> ask(const std::vector<Site>& sites) = 0;
    // Waits that long. False when the program is to end: at once, or as soon as it is told.
    virtual bool wait(std::int64_t milliseconds) = 0;
};

struct MonitorOrder {
    std::vector<std::string> sites;  // ids; empty: all of the inventory
    bool watch = false;              // go on until the asker says that the program is to end
};

struct MonitorEnd {
    Timestamp next;        // when the next probe is planned; not set: none today or tomorrow
    bool stopped = false;  // the program is to end
};

// The sites of that order. Errc::usage for an id that is not in the inventory, or without any.
Result<std::vector<Site>> monitored_sites(storage::Ledger& ledger,
                                          const std::vector<std::string>& wanted);

// Told of each batch after it is stored, with the sites that were asked. A batch is one
// transaction; what is stored is not asked again.
using BatchTold =
    std::function<void(const std::vector<AvailabilityProbe>&, const std::vector<Site>&)>;
Result<MonitorEnd> monitor_homes(storage::Ledger& ledger, const AvailabilityRules& rules,
                                 const MonitorOrder& order, HomeAsker& asker, const Clock& clock,
                                 const BatchTold& told);

}  // namespace duwang::app
