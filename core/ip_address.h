// IP addresses as values, and whether one lies in the public internet.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duwang {

struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};  // an IPv4 address uses the first four
    bool operator==(const IpAddress&) const = default;

    std::string str() const;  // canonical: "192.0.2.1", "2001:db8::1" (without brackets)
};

// Reads "192.0.2.1" or an IPv6 address, with or without brackets; a zone ("%eth0") is refused.
std::optional<IpAddress> parse_ip(std::string_view text);
// Reads the IPv6 form only, as the URL standard does.
std::optional<IpAddress> parse_ipv6(std::string_view text);

enum class AddressClass {
    public_address,
    unspecified,    // 0.0.0.0/8, ::
    loopback,       // 127.0.0.0/8, ::1
    private_use,    // RFC 1918, unique local fc00::/7, site local fec0::/10
    link_local,     // 169.254.0.0/16, fe80::/10
    carrier_nat,    // 100.64.0.0/10
    multicast,      // 224.0.0.0/4, ff00::/8
    documentation,  // 192.0.2.0/24 and the like, 2001:db8::/32, 3fff::/20
    reserved,       // benchmarks, 240.0.0.0/4, protocol assignments, what is not global unicast
};

// IPv4 inside IPv6 (mapped, compatible, 6to4, NAT64, Teredo) is judged by the inner address too.
AddressClass classify(const IpAddress& address);
// Guard for fetching: may this textual address be connected to? Text that is no address: false.
bool is_public_address(std::string_view text);

// "[2001:db8::1]" → "2001:db8::1"; everything else as it is.
std::string without_brackets(const std::string& host);

}  // namespace duwang
