// Host names inside addresses, as the URL standard reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duwang {

// Normal form of a host as written: percent signs decoded, IDN to ASCII, number forms of IPv4
// ("0x7f.1") to dotted decimal, IPv6 in brackets. Nothing when no browser would accept it.
std::optional<std::string> normal_host(std::string_view written);

}  // namespace duwang
