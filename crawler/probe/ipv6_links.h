// 二级、三级内链支持率: links on the home page's host, and new ones on those pages, over IPv6.
#pragma once

#include "crawler/probe/ipv6.h"

namespace duwang::crawler {

// Fills second and third from the home page that came first. At most tools.links of each level are
// asked, spread evenly over all there are; three in a row without an answer end it.
Task<void> probe_links(const Ipv6Tools& tools, Ipv6Probe& probe);

}  // namespace duwang::crawler
