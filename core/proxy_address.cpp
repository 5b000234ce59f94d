#include "core/proxy_address.h"

#include "core/url.h"

namespace duwang {
namespace {

// What follows "http://" or "socks5h://"; empty for everything else.
std::string_view authority_of(std::string_view text) {
    for (std::string_view scheme : {"http://", "socks5h://"})
        if (text.starts_with(scheme)) return text.substr(scheme.size());
    return {};
}

}  // namespace

bool is_proxy_address(std::string_view text) {
    std::string_view authority = authority_of(text);
    if (authority.ends_with('/')) authority.remove_suffix(1);
    if (authority.empty() || authority.find_first_of("/?#") != authority.npos) return false;
    auto url = parse_url("http://" + std::string(authority) + "/");
    std::string_view host_port = authority.substr(authority.rfind('@') + 1);
    auto colon = host_port.rfind(':');
    return url && colon != host_port.npos && colon + 1 < host_port.size() &&
           host_port.find_first_not_of("0123456789", colon + 1) == host_port.npos;
}

std::string proxy_shown(std::string_view text) {
    std::string_view authority = authority_of(text);
    std::string scheme(text.substr(0, text.size() - authority.size()));
    return scheme + std::string(authority.substr(authority.rfind('@') + 1));
}

std::optional<VantageAddress> parse_vantage(std::string_view text) {
    const std::size_t blank = text.find(' ');
    if (blank == 0 || blank == text.npos) return std::nullopt;
    VantageAddress vantage;
    vantage.name = text.substr(0, blank);
    const std::size_t start = text.find_first_not_of(' ', blank);
    if (start != text.npos) vantage.proxy = text.substr(start);
    const bool named = vantage.name.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
                       std::string::npos;
    if (!named || !is_proxy_address(vantage.proxy)) return std::nullopt;
    return vantage;
}

}  // namespace duwang
