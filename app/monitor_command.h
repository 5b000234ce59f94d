// `duwang monitor` (站点可用性).
#pragma once

#include <string>
#include <vector>

#include "app/commands.h"

namespace duwang::app {

struct MonitorWords {
    std::vector<std::string> sites;  // ids; empty: all of the inventory
    bool watch = false;
    bool status = false, list = false;  // nothing is asked: the figure, or every probe
    bool json = false;
    std::string as_of;  // of the figure; empty: now
    int days = 0;       // of the figure; 0: monitor.days
    std::vector<std::string> dns, resolve, allow;
    std::string ca_file;
};
int monitor_command(const Place& place, const MonitorWords& words);

}  // namespace duwang::app
