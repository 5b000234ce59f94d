#include "crawler/plan/scope.h"

#include <algorithm>
#include <array>

#include "core/ip_address.h"

namespace duwang::crawler {
namespace {

// Never HTML: asked whether it is there, not read (A03).
constexpr std::array file_endings{
    ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et",  ".dps", ".ofd", ".pdf",
    ".zip", ".rar",  ".7z",  ".gz",   ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".svg",
    ".ico", ".tif",  ".tiff", ".mp3", ".mp4", ".avi",  ".wmv", ".flv", ".mov", ".css",  ".js",
    ".json", ".xml", ".txt", ".csv",  ".exe", ".apk",  ".ipa"};

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return result;
}

bool is_file(std::string_view path) {
    std::string name = lowered(path.substr(path.rfind('/') + 1));
    return std::ranges::any_of(file_endings, [&](const char* end) { return name.ends_with(end); });
}

// K08, K10: mirrors of other pages and searches without end.
std::string_view trap(const Url& url) {
    std::string path = lowered(url.path());
    std::string query = lowered(url.query());
    if (path.starts_with("/gate/big5/")) return "mirror_page";
    if (path.find("/print.") != path.npos || path.find("/wza") != path.npos) return "mirror_page";
    if (query.find("fontsize=") != query.npos || query.find("wcaurl=") != query.npos)
        return "mirror_page";
    if (path.find("/search") != path.npos || query.find("searchword=") != query.npos ||
        query.find("channelid=") != query.npos)
        return "search_page";
    return {};
}

// K11: /a/a/a/… and bottomless paths.
bool runs_away(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        auto end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    if (segments.size() > 13) return true;
    for (std::size_t i = 2; i < segments.size(); ++i)
        if (!segments[i].empty() && segments[i] == segments[i - 1] && segments[i] == segments[i - 2])
            return true;
    return false;
}

}  // namespace

Scope::Scope(const Site& site, const Options& options)
    : limits_(options.limits),
      check_external_(options.links.check_external) {
    for (const std::string& host : site.hosts) hosts_.insert(lowered(host));
    if (auto home = parse_url(site.home)) hosts_.insert(home->host_port());
}

bool Scope::on_site(const Url& url) const { return hosts_.contains(url.host_port()); }

ScopeDecision Scope::decide(const Url& url, int depth, bool as_resource) const {
    if (as_resource) return {UrlRole::skip, "resource"};
    if (on_site(url)) return decide_on_site(url, depth);
    std::string host(url.host());
    bool hidden_host = host == "localhost" || (parse_ip(host) && !is_public_address(host));
    if (hidden_host) return {UrlRole::skip, "private_address"};
    if (!check_external_) return {UrlRole::skip, "external_not_checked"};
    return {UrlRole::link, "external"};
}

ScopeDecision Scope::decide_on_site(const Url& url, int depth) const {
    if (is_file(url.path())) return {UrlRole::link, "file"};
    if (std::string_view name = trap(url); !name.empty()) return {UrlRole::skip, std::string(name)};
    if (runs_away(url.path())) return {UrlRole::skip, "runaway_path"};
    if (depth > limits_.depth_max) return {UrlRole::skip, "depth"};
    return {UrlRole::page, "on_site"};
}

}  // namespace duwang::crawler
