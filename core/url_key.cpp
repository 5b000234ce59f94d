// The normal form that tells pages apart (quirks K05 to K07).
#include <algorithm>

#include "core/text/ascii.h"
#include "core/url.h"

namespace duwang {
namespace {

bool matches(std::string_view name, std::string_view pattern) {
    const bool open = pattern.ends_with('*');
    if (open) pattern.remove_suffix(1);
    if (open ? name.size() < pattern.size() : name.size() != pattern.size()) return false;
    return std::equal(pattern.begin(), pattern.end(), name.begin(),
                      [](char a, char b) { return a == lower_ascii(b); });
}

bool matches_any(std::string_view name, const std::vector<std::string>& patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return matches(name, pattern); });
}

// A time stamp, a random fraction, or nothing: not a page number or a version that means content.
bool is_throwaway(std::string_view value) {
    if (value.empty()) return true;
    if (value.find_first_not_of("0123456789.") != std::string_view::npos) return false;
    return value.size() >= 6;
}

bool is_dropped(std::string_view parameter, const UrlRules& rules) {
    const std::size_t equals = parameter.find('=');
    const std::string_view name = parameter.substr(0, equals);
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view{} : parameter.substr(equals + 1);
    if (parameter.empty() || matches_any(name, rules.dropped_parameters)) return true;
    return matches_any(name, rules.cache_busters) && is_throwaway(value);
}

// ";jsessionid=…" inside a path segment.
void append_path(std::string_view path, const UrlRules& rules, std::string& out) {
    while (true) {
        const std::size_t semicolon = path.find(';');
        out += path.substr(0, semicolon);
        if (semicolon == std::string_view::npos) return;
        path.remove_prefix(semicolon);
        const std::size_t end = std::min(path.find_first_of(";/", 1), path.size());
        const std::string_view parameter = path.substr(1, end - 1);
        if (!matches_any(parameter.substr(0, parameter.find('=')), rules.dropped_parameters))
            out += path.substr(0, end);
        path.remove_prefix(end);
    }
}

void append_query(std::string_view query, const UrlRules& rules, std::string& out) {
    char separator = '?';
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view parameter = query.substr(0, end);
        if (!is_dropped(parameter, rules)) {
            out += separator;
            out += parameter;
            separator = '&';
        }
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
}

}  // namespace

void Url::append_key(const UrlRules& rules, std::string& out) const {
    if (empty()) return;
    out += scheme();
    out += "://";
    out += part(host_start_, path_start_);
    const std::size_t start = out.size();
    append_path(path(), rules, out);
    const std::size_t name = out.rfind('/') + 1;
    if (name > start && matches_any(std::string_view(out).substr(name), rules.default_documents))
        out.resize(name);
    append_query(query(), rules, out);
}

std::string Url::key(const UrlRules& rules) const {
    std::string out;
    append_key(rules, out);
    return out;
}

}  // namespace duwang
