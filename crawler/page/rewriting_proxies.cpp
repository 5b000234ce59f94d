#include "crawler/page/rewriting_proxies.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace duwang::crawler {
namespace {

// How hosts end, written with '-'. Behind it the proxy writes a token that changes every time.
constexpr std::array<std::string_view, 10> endings{
    "-gov-cn", "-org-cn", "-com-cn", "-edu-cn", "-net-cn", "-ac-cn", "-cn", "-com", "-org", "-net"};

std::string host_of(std::string_view label) {
    for (std::string_view ending : endings) {
        const std::size_t at = label.find(ending);
        if (at == std::string_view::npos || at == 0) continue;
        std::string host(label.substr(0, at + ending.size()));
        std::ranges::replace(host, '-', '.');
        return host;
    }
    return {};
}

}  // namespace

std::optional<Url> original_of(const Url& url, const std::vector<std::string>& suffixes) {
    const std::string_view host = url.host();
    for (const std::string& suffix : suffixes) {
        if (host.size() <= suffix.size() + 1 || !host.ends_with(suffix)) continue;
        const std::string_view before = host.substr(0, host.size() - suffix.size());
        if (!before.ends_with('.')) continue;
        const std::string original = host_of(before.substr(0, before.size() - 1));
        if (original.empty()) return std::nullopt;
        const std::string_view all = url.href(), place = url.host_port_part();
        const auto behind = static_cast<std::size_t>(place.data() - all.data()) + place.size();
        return parse_url(std::string(url.scheme()) + "://" + original +
                         std::string(all.substr(behind)));
    }
    return std::nullopt;
}

}  // namespace duwang::crawler
