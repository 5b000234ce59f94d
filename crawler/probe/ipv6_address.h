// 全球单播: which IPv6 addresses can be reached from everywhere.
#pragma once

#include <string>
#include <string_view>

namespace duwang::crawler {

// "global", or why it is none: unspecified, loopback, unique_local, site_local, link_local,
// multicast, documentation, v4_mapped, v4_compatible, nat64 (made up by our own network,
// 64:ff9b::), reserved; "none" when it is no IPv6 address. What only tunnels reach (6to4, Teredo)
// counts as global: whether it can be connected to is found out by connecting.
std::string_view ipv6_kind(std::string_view address);

}  // namespace duwang::crawler
