// `duwang confirm` and `duwang links`.
#pragma once

#include <string>
#include <vector>

#include "app/commands.h"

namespace duwang::app {

// `order.round` empty: all rounds in which something is due.
int confirm_command(const Place& place, SweepOrder order);

struct LinksOrder {
    std::string round;
    std::vector<std::string> sites;    // ids; empty: all
    std::vector<std::string> classes;  // words of link classes; empty: all
    bool due = false;                  // only what is to be asked again
    bool json = false;
    std::string file;  // .xlsx or .csv; empty: standard output
};
int links_command(const Place& place, const LinksOrder& order);

}  // namespace duwang::app
