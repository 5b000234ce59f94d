// 端口: connects over either family, without a request.
#pragma once

#include "crawler/probe/ipv6.h"

namespace duwang::crawler {

// Could this machine send a packet to that address at all? Sends nothing.
bool has_route(const std::string& address);

// `host_port`: what the address check is asked about; may be empty.
Task<FetchStatus> try_connect(Ipv6Tools tools, std::string host_port, DnsAnswer::Address address,
                              int port);

// Connects to every address on 80 and 443 and notes the ports of `family`. Ends after two minutes:
// what was not tried then stays not_attempted.
Task<void> try_ports(const Ipv6Tools& tools, std::string host_port, Family family,
                     const DnsAnswer& answer, Ipv6Facts& facts);

// Does one of the addresses answer that do when our own IPv6 works?
Task<bool> any_canary_answers(Ipv6Tools tools);

}  // namespace duwang::crawler
