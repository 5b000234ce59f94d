// `duwang demo`: fictional portals served on this machine, evaluated, and left open to explore.
#pragma once

#include <string>

namespace duwang::app {

struct DemoOrder {
    std::string folder = "duwang-demo";
    std::string data;
    bool no_ipv6 = false;
    bool serve = false;
};

int demo_command(const DemoOrder& order);

}  // namespace duwang::app
