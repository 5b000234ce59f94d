// 域名授权体系: can the zone of the host be asked over IPv6 alone?
#pragma once

#include "crawler/probe/ipv6.h"

namespace duwang::crawler {

// Walks up from the host to the zone it stands in and looks up AAAA of the zone's name servers.
// `connect`: each is asked for the zone's SOA over IPv6 as well.
Task<void> probe_name_servers(const Ipv6Tools& tools, bool connect, Ipv6Facts& facts);

}  // namespace duwang::crawler
