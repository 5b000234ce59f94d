#include "crawler/list/page_host.h"

#include <algorithm>
#include <array>

namespace duwang::crawler {
namespace {

std::size_t last_dot(std::string_view host, std::size_t before) {
    return before == 0 ? host.npos : host.rfind('.', before - 1);
}

std::string_view registrable(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    const bool numbers =
        host.find_first_not_of("0123456789.") == host.npos || host.starts_with('[');
    if (numbers) return host;
    static constexpr std::array<std::string_view, 8> shared{"gov", "com", "org", "net",
                                                            "edu", "ac",  "mil", "政务"};
    const std::size_t top = last_dot(host, host.size());
    if (top == host.npos) return host;
    std::size_t dot = last_dot(host, top);
    if (dot == host.npos) return host;
    const std::string_view second = host.substr(dot + 1, top - dot - 1);
    const bool below = host.size() - top == 3 && std::ranges::find(shared, second) != shared.end();
    if (below) dot = last_dot(host, dot);
    return dot == host.npos ? host : host.substr(dot + 1);
}

}  // namespace

bool same_registrable_host(std::string_view one, std::string_view other) {
    return registrable(one) == registrable(other);
}

}  // namespace duwang::crawler
