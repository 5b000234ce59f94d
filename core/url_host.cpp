#include "core/url_host.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/ip_address.h"
#include "core/text/idn.h"

namespace duwang {
namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit_value(text[i + 1]) < 16 &&
            digit_value(text[i + 2]) < 16) {
            out += static_cast<char>(digit_value(text[i + 1]) * 16 + digit_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool is_forbidden(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u <= 0x20 || u == 0x7F ||
           std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
}

// One number of an IPv4 address: decimal, octal (leading 0) or hexadecimal (leading 0x).
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    } else if (text.size() > 1 && text[0] == '0') {
        base = 8;
        text.remove_prefix(1);
    }
    std::uint64_t value = 0;
    for (char c : text) {
        if (digit_value(c) >= base) return std::nullopt;
        value = std::min<std::uint64_t>(
            value * static_cast<unsigned>(base) + static_cast<unsigned>(digit_value(c)),
            std::uint64_t{1} << 40);
    }
    return value;
}

std::vector<std::string_view> labels_of(std::string_view host) {
    std::vector<std::string_view> labels;
    while (true) {
        const std::size_t dot = host.find('.');
        labels.push_back(host.substr(0, dot));
        if (dot == std::string_view::npos) break;
        host.remove_prefix(dot + 1);
    }
    if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
    return labels;
}

bool ends_in_number(std::string_view last) {
    if (last.empty()) return false;
    if (std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return true;
    return (last.starts_with("0x") || last.starts_with("0X")) && ipv4_number(last);
}

std::optional<std::string> ipv4_host(const std::vector<std::string_view>& labels) {
    if (labels.size() > 4) return std::nullopt;
    std::uint64_t address = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::optional<std::uint64_t> number =
            labels[i].empty() ? std::nullopt : ipv4_number(labels[i]);
        if (!number) return std::nullopt;
        if (i + 1 < labels.size()) {
            if (*number > 255) return std::nullopt;
            address |= *number << (8 * (3 - i));
        } else {
            if (*number >= std::uint64_t{1} << (8 * (5 - labels.size()))) return std::nullopt;
            address |= *number;
        }
    }
    IpAddress ip;
    for (std::size_t i = 0; i < 4; ++i)
        ip.bytes[i] = static_cast<std::uint8_t>(address >> (8 * (3 - i)));
    return ip.str();
}

}  // namespace

std::optional<std::string> normal_host(std::string_view written) {
    if (written.starts_with('[')) {
        if (!written.ends_with(']')) return std::nullopt;
        const std::optional<IpAddress> ip = parse_ipv6(written.substr(1, written.size() - 2));
        if (!ip) return std::nullopt;
        return "[" + ip->str() + "]";
    }
    std::optional<std::string> host =
        domain_to_ascii(written.find('%') == std::string_view::npos ? std::string(written)
                                                                    : percent_decoded(written));
    if (!host || host->empty() || std::any_of(host->begin(), host->end(), is_forbidden))
        return std::nullopt;
    const std::size_t dot = host->find_last_of('.', host->size() > 1 ? host->size() - 2 : 0);
    const char last = (*host)[dot == std::string::npos ? 0 : dot + 1];
    if (last >= '0' && last <= '9') {
        const std::vector<std::string_view> labels = labels_of(*host);
        if (ends_in_number(labels.back())) return ipv4_host(labels);
    }
    return host;
}

}  // namespace duwang
