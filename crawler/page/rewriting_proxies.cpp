#include "crawler/page/rewriting_proxies.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace duwang::crawler {
namespace {

// How hosts end, written with '-'. Behind it the proxy writes a token that changes every time.
constexpr std::array<std::string_view, 6> long_endings{"-gov-cn", "-org-cn", "-com-cn",
                                                       "-edu-cn", "-net-cn", "-ac-cn"};
constexpr std::array<std::string_view, 4> short_endings{"-cn", "-com", "-org", "-net"};

// Where the name of the host ends in the label. What ends in two parts is surely an end; of the
// others only the last may be: "www-cnr-cnTOKEN" is no www.cn.
std::size_t end_of_host(std::string_view label) {
    for (std::string_view ending : long_endings)
        if (const std::size_t at = label.find(ending); at != label.npos && at > 0)
            return at + ending.size();
    std::size_t end = 0;
    for (std::string_view ending : short_endings)
        if (const std::size_t at = label.rfind(ending); at != label.npos && at > 0)
            end = std::max(end, at + ending.size());
    return end;
}

std::string host_of(std::string_view label) {
    std::string host(label.substr(0, end_of_host(label)));
    std::ranges::replace(host, '-', '.');
    return host;
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
