#include "core/url_plain.h"

#include <array>
#include <cstdint>
#include <string>

namespace duwang {
namespace {

enum Kind : std::uint8_t { in_host = 1, in_path = 2, letter = 4, parts = 8 };

// Characters that stay as they are wherever they may stand.
constexpr std::array<std::uint8_t, 256> make_kinds() {
    std::array<std::uint8_t, 256> kinds{};
    for (int c = 'a'; c <= 'z'; ++c)
        kinds[static_cast<std::size_t>(c)] = in_host | in_path | letter;
    for (int c = 'A'; c <= 'Z'; ++c) kinds[static_cast<std::size_t>(c)] = in_path;
    for (int c = '0'; c <= '9'; ++c) kinds[static_cast<std::size_t>(c)] = in_host | in_path;
    for (char c : std::string_view("-._~!$&()*+,;=:@%/?"))
        kinds[static_cast<std::uint8_t>(c)] = in_path;
    for (char c : std::string_view("/?")) kinds[static_cast<std::uint8_t>(c)] |= parts;
    return kinds;
}
constexpr std::array<std::uint8_t, 256> kinds = make_kinds();

std::uint8_t kind(char c) { return kinds[static_cast<std::uint8_t>(c)]; }

// Labels of small letters, digits and single inner hyphens; the last one of letters only, so that
// it can be no IPv4 address. Neither Punycode nor anything that UTS 46 would touch.
bool is_plain_host(std::string_view host) {
    constexpr std::size_t host_max = 253, label_max = 63;
    if (host.empty() || host.size() > host_max) return false;
    std::size_t label = 0;
    bool letters = true;
    for (std::size_t i = 0; i < host.size(); ++i) {
        const char c = host[i];
        const bool ends = i + 1 == host.size() || host[i + 1] == '.';
        if (c == '.') {
            if (label == 0 || ends) return false;
            label = 0;
            letters = true;
            continue;
        }
        const bool hyphen = c == '-' && label > 0 && !ends && host[i - 1] != '-';
        if ((!hyphen && !(kind(c) & in_host)) || ++label > label_max) return false;
        letters = letters && (kind(c) & letter);
    }
    return letters;
}

}  // namespace

std::optional<Url> plain_url(std::string_view text) {
    const bool secure = text.starts_with("https://");
    if ((!secure && !text.starts_with("http://")) || text.size() > url_bytes_max)
        return std::nullopt;
    const std::size_t host_start = secure ? 8 : 7;
    const std::size_t path_start = text.find('/', host_start);
    if (path_start == text.npos || !is_plain_host(text.substr(host_start, path_start - host_start)))
        return std::nullopt;
    std::size_t path_end = text.size();
    for (std::size_t i = path_start; i < text.size(); ++i) {
        const char c = text[i];
        const unsigned is = kind(c) & (in_path | parts);
        if (is == in_path) continue;  // nearly all of them
        if (!(is & in_path)) return std::nullopt;
        if (c == '?' && path_end == text.size()) path_end = i;
        // What might be a dot segment, "." or "%2e", is for the long way.
        if (c == '/' && i < path_end && i + 1 < text.size() &&
            (text[i + 1] == '.' || text[i + 1] == '%'))
            return std::nullopt;
    }
    Url url;
    url.text_ = text;
    url.scheme_end_ = static_cast<std::uint32_t>(host_start - 3);
    url.host_start_ = static_cast<std::uint32_t>(host_start);
    url.host_end_ = url.path_start_ = static_cast<std::uint32_t>(path_start);
    url.path_end_ = static_cast<std::uint32_t>(path_end);
    url.query_end_ = static_cast<std::uint32_t>(text.size());
    url.port_ = secure ? 443 : 80;
    return url;
}

}  // namespace duwang
