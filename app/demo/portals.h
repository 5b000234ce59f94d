// Three fictional portals for demonstrations and end-to-end tests: 清河县 (healthy), 云山县 (GBK,
// with defects) and 临江县 (footer by script). Names, numbers and addresses are invented.
#pragma once

#include <span>
#include <string_view>

#include "app/demo/answer.h"

namespace duwang::demo {

struct DemoSite {
    std::string_view host;
    std::string_view name;
    bool has_ipv6 = false;  // shall the host have an AAAA record?
    bool is_portal = true;  // false: stands in for an outside service that portals link to
};

// Every host that anything links to: nothing has to be asked of the real network.
std::span<const DemoSite> demo_sites();

// Pure. Unknown hosts answer 404.
DemoAnswer answer(std::string_view host, std::string_view path);

// The inventory of the demo as CSV texts, and entered marks (录分) for turpan-2022.
struct DemoInventory {
    std::string_view units, sites, columns, marks;
};
DemoInventory demo_inventory();

}  // namespace duwang::demo
