#include "core/ip_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace duwang {
namespace {

struct Range4 {
    std::uint32_t base;
    int bits;
    AddressClass kind;
};

// IANA IPv4 Special-Purpose Address Registry.
constexpr Range4 ranges4[] = {
    {0x00000000, 8, AddressClass::unspecified},    {0x0A000000, 8, AddressClass::private_use},
    {0x64400000, 10, AddressClass::carrier_nat},   {0x7F000000, 8, AddressClass::loopback},
    {0xA9FE0000, 16, AddressClass::link_local},    {0xAC100000, 12, AddressClass::private_use},
    {0xC0000000, 24, AddressClass::reserved},      {0xC0000200, 24, AddressClass::documentation},
    {0xC0586300, 24, AddressClass::reserved},      {0xC0A80000, 16, AddressClass::private_use},
    {0xC6120000, 15, AddressClass::reserved},      {0xC6336400, 24, AddressClass::documentation},
    {0xCB007100, 24, AddressClass::documentation}, {0xE0000000, 4, AddressClass::multicast},
    {0xF0000000, 4, AddressClass::reserved},
};

AddressClass classify4(std::uint32_t address) {
    for (const Range4& range : ranges4)
        if ((address >> (32 - range.bits)) == (range.base >> (32 - range.bits))) return range.kind;
    return AddressClass::public_address;
}

std::uint32_t word_at(const IpAddress& address, std::size_t at) {
    std::uint32_t word = 0;
    for (std::size_t i = at; i < at + 4; ++i) word = word << 8 | address.bytes[i];
    return word;
}

AddressClass classify6(const IpAddress& a) {
    const std::uint32_t w0 = word_at(a, 0), w1 = word_at(a, 4), w2 = word_at(a, 8),
                        w3 = word_at(a, 12);
    if ((w0 | w1) == 0 && (w2 == 0xFFFF || w2 == 0)) {
        if (w2 == 0 && w3 == 0) return AddressClass::unspecified;
        if (w2 == 0 && w3 == 1) return AddressClass::loopback;
        return classify4(w3);
    }
    if (w0 == 0x0064FF9B) return w1 == 0 && w2 == 0 ? classify4(w3) : AddressClass::private_use;
    if ((w0 >> 16) == 0x2002) return classify4(w0 << 16 | w1 >> 16);
    if (w0 == 0x20010000) return AddressClass::reserved;  // Teredo: the inner address is unknown
    if ((w0 >> 25) == 0x7E) return AddressClass::private_use;   // fc00::/7
    if ((w0 >> 22) == 0x3FA) return AddressClass::link_local;   // fe80::/10
    if ((w0 >> 22) == 0x3FB) return AddressClass::private_use;  // fec0::/10
    if ((w0 >> 24) == 0xFF) return AddressClass::multicast;
    if (w0 == 0x20010DB8 || (w0 >> 12) == 0x3FFF0) return AddressClass::documentation;
    if ((w0 >> 9) == (0x20010000u >> 9)) return AddressClass::reserved;  // 2001::/23
    if ((w0 >> 29) != 1) return AddressClass::reserved;                  // not 2000::/3
    return AddressClass::public_address;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Four dotted decimal numbers without leading zeros.
bool read_dotted(std::string_view text, std::uint8_t* out) {
    std::size_t at = 0;
    for (int part = 0; part < 4; ++part) {
        if (part > 0 && (at >= text.size() || text[at++] != '.')) return false;
        const std::size_t start = at;
        int value = 0;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - start < 3)
            value = value * 10 + (text[at++] - '0');
        const std::size_t digits = at - start;
        if (digits == 0 || value > 255 || (digits > 1 && text[start] == '0')) return false;
        out[part] = static_cast<std::uint8_t>(value);
    }
    return at == text.size();
}

// One group of up to four hex digits at `at`.
int read_group(std::string_view text, std::size_t& at) {
    int value = 0;
    const std::size_t start = at;
    while (at < text.size() && at - start < 4 && hex_value(text[at]) >= 0)
        value = value * 16 + hex_value(text[at++]);
    return at == start ? -1 : value;
}

}  // namespace

std::optional<IpAddress> parse_ipv6(std::string_view text) {
    IpAddress result{.v6 = true};
    std::vector<std::uint8_t> head, tail;
    bool compressed = false;
    std::size_t at = 0;
    if (text.starts_with(':') && !text.starts_with("::")) return std::nullopt;
    while (at < text.size()) {
        if (text.substr(at).starts_with("::")) {
            if (compressed) return std::nullopt;
            compressed = true;
            at += 2;
            continue;
        }
        std::vector<std::uint8_t>& side = compressed ? tail : head;
        const std::size_t start = at;
        const int group = read_group(text, at);
        if (group < 0 || head.size() + tail.size() >= 16) return std::nullopt;
        if (at < text.size() && text[at] == '.') {
            std::uint8_t dotted[4];
            if (!read_dotted(text.substr(start), dotted)) return std::nullopt;
            side.insert(side.end(), dotted, dotted + 4);
            break;
        }
        side.push_back(static_cast<std::uint8_t>(group >> 8));
        side.push_back(static_cast<std::uint8_t>(group));
        if (at == text.size() || text.substr(at).starts_with("::")) continue;
        if (text[at] != ':' || at + 1 == text.size()) return std::nullopt;
        ++at;
    }
    const std::size_t known = head.size() + tail.size();
    if (known > 16 || (compressed ? known > 14 : known != 16)) return std::nullopt;
    std::copy(head.begin(), head.end(), result.bytes.begin());
    std::copy(tail.rbegin(), tail.rend(), result.bytes.rbegin());
    return result;
}

std::optional<IpAddress> parse_ip(std::string_view text) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        return parse_ipv6(text.substr(1, text.size() - 2));
    if (text.find(':') != std::string_view::npos) return parse_ipv6(text);
    IpAddress result;
    if (!read_dotted(text, result.bytes.data())) return std::nullopt;
    return result;
}

std::string IpAddress::str() const {
    if (!v6) return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
    // The longest run of at least two zero groups is shortened to "::" (RFC 5952).
    int best = -1, best_length = 1;
    const auto group = [&](int i) {
        const auto k = static_cast<std::size_t>(i) * 2;
        return bytes[k] << 8 | bytes[k + 1];
    };
    for (int i = 0; i < 8; ++i) {
        int end = i;
        while (end < 8 && group(end) == 0) ++end;
        if (end - i > best_length) best = i, best_length = end - i;
        if (end > i) i = end - 1;
    }
    std::string out;
    for (int i = 0; i < 8; ++i) {
        if (i == best) {
            out += "::";
            i += best_length - 1;
            continue;
        }
        if (!out.empty() && out.back() != ':') out += ':';
        out += fmt::format("{:x}", group(i));
    }
    return out;
}

AddressClass classify(const IpAddress& address) {
    return address.v6 ? classify6(address) : classify4(word_at(address, 0));
}

bool is_public_address(std::string_view text) {
    const std::optional<IpAddress> address = parse_ip(text);
    return address && classify(*address) == AddressClass::public_address;
}

std::string without_brackets(const std::string& host) {
    return host.starts_with('[') && host.size() > 2 ? host.substr(1, host.size() - 2) : host;
}

}  // namespace duwang
