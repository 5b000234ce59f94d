#include "crawler/http/redirect.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/utf8.h"
#include "core/url.h"

namespace duwang::crawler {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t soon_days = 30;

// A GBK address in a header is sent back byte by byte.
std::string percent_encoded_bytes(std::string_view text) {
    std::string result;
    for (char c : text) {
        auto u = static_cast<unsigned char>(c);
        result += u < 0x80 ? std::string(1, c) : fmt::format("%{:02X}", u);
    }
    return result;
}

std::string readable(std::string_view location, NextHop& hop) {
    if (is_ascii(location)) return std::string(location);
    hop.warnings.emplace_back("location_not_ascii");
    return is_valid_utf8(location) ? std::string(location) : percent_encoded_bytes(location);
}

// Only the form that leaves the page: "5; url=/x".
bool refreshes(std::string_view value) { return value.find('=') != value.npos; }

}  // namespace

bool is_redirect(int http_status) {
    return http_status == 301 || http_status == 302 || http_status == 303 || http_status == 307 ||
           http_status == 308;
}

NextHop next_hop(const Exchange& hop) {
    NextHop next;
    auto base = parse_url(hop.url);
    std::vector<std::string_view> locations = hop.headers("location");
    if (locations.empty() || !base) {
        next.note = "a redirect without Location";
        return next;
    }
    std::vector<std::string> targets;
    for (std::string_view location : locations) {
        auto target =
            location.empty() ? std::nullopt : resolve_url(readable(location, next), *base);
        if (!target) {
            next.note = "Location leads to no http or https address";
            return next;
        }
        targets.emplace_back(target->str());
    }
    if (std::ranges::any_of(targets, [&](const std::string& t) { return t != targets.front(); })) {
        next.note = "two different Location headers";
        return next;
    }
    if (targets.size() > 1) next.warnings.emplace_back("double_location");
    if (base->scheme() == "https" && targets.front().starts_with("http:"))
        next.warnings.emplace_back("scheme_downgrade");
    next.url = targets.front();
    return next;
}

std::vector<std::string> oddities(const Exchange& exchange) {
    std::vector<std::string> found;
    if (refreshes(exchange.header("refresh")))
        found.push_back(
            fmt::format("refresh_header: {}", exchange.header("refresh").substr(0, 200)));
    for (const char* name : {"content-length", "content-type", "content-encoding"}) {
        auto values = exchange.headers(name);
        bool differ =
            std::ranges::any_of(values, [&](auto value) { return value != values.front(); });
        if (differ) found.push_back(fmt::format("double_header: {}", name));
    }
    const auto& chain = exchange.tls.chain;
    if (!chain.empty() && chain.front().not_after.is_set()) {
        std::int64_t left = chain.front().not_after.unix_ms - exchange.started.unix_ms;
        if (left > 0 && left < soon_days * day_ms)
            found.push_back(fmt::format("tls_expires_soon: {} days", left / day_ms));
    }
    return found;
}

}  // namespace duwang::crawler
