#include "crawler/probe/ipv6_address.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/ip_address.h"

namespace duwang::crawler {
namespace {

struct Prefix {
    std::array<std::uint8_t, 12> bytes;
    int bits;
    std::string_view kind;
};

// RFC 4291, 4193, 3879, 6052, 3849, 9637; the first that fits.
constexpr Prefix prefixes[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, "v4_mapped"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 96, "v4_compatible"},
    {{0x00, 0x64, 0xff, 0x9b}, 32, "nat64"},
    {{0xfc}, 7, "unique_local"},
    {{0xfe, 0x80}, 10, "link_local"},
    {{0xfe, 0xc0}, 10, "site_local"},
    {{0xff}, 8, "multicast"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},
    {{0x3f, 0xff}, 20, "documentation"},
    {{0x20}, 3, "global"},
};

bool fits(const Prefix& prefix, const IpAddress& address) {
    for (int bit = 0; bit < prefix.bits; bit += 8) {
        auto at = static_cast<std::size_t>(bit / 8);
        int left = std::min(8, prefix.bits - bit);
        int differing = (prefix.bytes[at] ^ address.bytes[at]) >> (8 - left);
        if (differing != 0) return false;
    }
    return true;
}

}  // namespace

std::string_view ipv6_kind(std::string_view text) {
    auto address = parse_ipv6(text);
    if (!address) return "none";
    AddressClass kind = classify(*address);
    if (kind == AddressClass::unspecified) return "unspecified";
    if (*address == *parse_ipv6("::1")) return "loopback";
    for (const Prefix& prefix : prefixes)
        if (fits(prefix, *address))
            return prefix.kind != "global" || is_public_address(text) ? prefix.kind : "reserved";
    return "reserved";
}

}  // namespace duwang::crawler
