#include "crawler/plan/scope.h"

#include <algorithm>

#include "core/ip_address.h"
#include "core/text/ascii.h"
#include "crawler/plan/url_traps.h"

namespace duwang::crawler {
namespace {

// The directory of an address, when it lies deeper than the site's root.
std::string directory_of(const Url& url) {
    std::string_view path = url.path();
    std::string_view directory = path.substr(0, path.rfind('/') + 1);
    return directory.size() > 1 ? url.host_port() + std::string(directory) : std::string();
}

}  // namespace

Scope::Scope(const Site& site, const Options& options, const std::vector<Column>& columns,
             Date as_of)
    : limits_(options.limits),
      traps_(options.traps),
      check_external_(options.links.check_external),
      internal_names_(options.links.internal_names),
      as_of_(as_of) {
    for (const std::string& host : site.hosts) hosts_.insert(lower_ascii(host));
    auto home = parse_url(site.home);
    if (home) hosts_.insert(home->host_port());
    std::string root = home ? directory_of(*home) : std::string();
    for (const Column& column : columns) {
        auto address = parse_url(column.address);
        std::string directory = address ? directory_of(*address) : std::string();
        if (!directory.empty() && directory != root) columns_.push_back(std::move(directory));
    }
}

bool Scope::on_site(const Url& url) const { return hosts_.contains(url.host_port_part()); }

ScopeDecision Scope::decide(const Url& url, int depth) const {
    if (on_site(url)) return decide_on_site(url, depth);
    if (is_hidden(url)) return {UrlRole::skip, "private_address"};
    if (!check_external_) return {UrlRole::skip, "external_not_checked"};
    return {UrlRole::link, "external"};
}

// 内网地址: by what it says nobody outside can open it.
bool Scope::is_hidden(const Url& url) const {
    const std::string host(url.host());
    if (parse_ip(host)) return !is_public_address(host);
    return host.find('.') == host.npos ||
           std::ranges::any_of(internal_names_,
                               [&](const std::string& end) { return host.ends_with(end); });
}

// Never HTML: asked whether it is there, not read (A03).
bool Scope::is_file(const Url& url) const {
    std::string_view path = url.path();
    std::string name = lower_ascii(path.substr(path.rfind('/') + 1));
    return std::ranges::any_of(traps_.file_endings,
                               [&](const std::string& end) { return name.ends_with(end); });
}

bool Scope::in_column(const Url& url) const {
    if (columns_.empty()) return false;
    std::string address = url.host_port() + std::string(url.path());
    return std::ranges::any_of(
        columns_, [&](const std::string& column) { return address.starts_with(column); });
}

ScopeDecision Scope::decide_on_site(const Url& url, int depth) const {
    if (is_file(url)) return {UrlRole::link, "file"};
    if (auto trap = trap_of(url, traps_, as_of_); !trap.empty())
        return {UrlRole::skip, std::string(trap)};
    if (depth > limits_.depth_max) return {UrlRole::skip, "depth"};
    return {UrlRole::page, in_column(url) ? "column_subtree" : "on_site"};
}

}  // namespace duwang::crawler
