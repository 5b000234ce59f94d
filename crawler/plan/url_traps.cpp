#include "crawler/plan/url_traps.h"

#include <algorithm>
#include <charconv>

#include "core/text/ascii.h"

namespace duwang::crawler {
namespace {

constexpr int first_year = 1995;  // no government site is older

bool contains_any(std::string_view text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words,
                               [&](const auto& word) { return text.find(word) != text.npos; });
}

bool is_one_of(std::string_view name, const std::vector<std::string>& names) {
    return std::ranges::find(names, name) != names.end();
}

std::optional<int> small_number(std::string_view text, std::size_t digits_max) {
    int value = 0;
    if (text.empty() || text.size() > digits_max) return std::nullopt;
    auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    bool whole = error == std::errc{} && end == text.end() && text.front() != '-';
    return whole ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        auto end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

// Does a run of `length` segments that ends before `end` repeat the one before it `times` times?
bool repeats(const std::vector<std::string_view>& segments, std::size_t end, std::size_t length,
             std::size_t times) {
    if (end < length * (times + 1)) return false;
    for (std::size_t i = end - length * times; i < end; ++i)
        if (segments[i] != segments[i - length] || segments[i].empty()) return false;
    return true;
}

// K11: /a/a/a/…, /a/b/a/b/a/b/… and bottomless paths.
bool runs_away(const std::vector<std::string_view>& segments, const TrapOptions& options) {
    if (segments.size() > static_cast<std::size_t>(options.segments_max) + 1) return true;
    auto times = static_cast<std::size_t>(options.repeats_max);
    for (std::size_t end = 1; end <= segments.size(); ++end)
        for (std::size_t length = 1; length <= 3; ++length)
            if (repeats(segments, end, length, times)) return true;
    return false;
}

bool out_of_time(int year, int month, Date as_of) {
    if (as_of.year == 0) return false;
    return year < first_year || year * 12 + month > as_of.year * 12 + as_of.month + 1;
}

// A directory that is a year, followed by one that is a month. Four figures alone mean little.
bool dated_path_is_out_of_time(const std::vector<std::string_view>& segments, Date as_of) {
    for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
        if (segments[i].size() != 4) continue;
        auto year = small_number(segments[i], 4);
        auto month = small_number(segments[i + 1], 2);
        if (!year || !month || *month < 1 || *month > 12 || *year < 1000) continue;
        if (out_of_time(*year, *month, as_of)) return true;
    }
    return false;
}

bool dated_query_is_out_of_time(const std::vector<QueryPart>& parts, const TrapOptions& options,
                                Date as_of) {
    int year = 0;
    int month = 1;
    for (const QueryPart& part : parts) {
        if (!is_one_of(part.name, options.calendar_parameters)) continue;
        // "2090", "2090-01", "2090-01-31", "20900131"
        if (part.value.size() >= 4) {
            if (auto found = small_number(part.value.substr(0, 4), 4)) year = *found;
        } else if (part.name.starts_with('m') || part.name == "yue") {
            month = small_number(part.value, 2).value_or(1);
        }
    }
    return year >= 1000 && out_of_time(year, month, as_of);
}

std::string_view directory_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

// index_3.html, list-3.shtml, column-index-3.shtml: a word, a joint, at most four figures.
std::optional<PageNumber> number_in_name(const Url& url) {
    std::string_view path = url.path();
    std::string_view name = path.substr(path.rfind('/') + 1);
    auto point = name.rfind('.');
    if (point == name.npos) return std::nullopt;
    std::string_view stem = name.substr(0, point);
    auto joint = stem.find_last_of("_-");
    if (joint == stem.npos || joint == 0) return std::nullopt;
    auto number = small_number(stem.substr(joint + 1), 4);
    std::string_view word = stem.substr(0, joint);
    bool plain = std::ranges::all_of(word, [](char c) {
        return (lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z') || c == '_' || c == '-';
    });
    if (!number || !plain) return std::nullopt;
    std::string list = url.host_port() + std::string(directory_of(path)) + std::string(word) +
                       std::string(name.substr(point));
    return PageNumber{std::move(list), *number};
}

}  // namespace

std::vector<QueryPart> query_parts(const Url& url) {
    std::vector<QueryPart> parts;
    std::string_view query = url.query();
    while (!query.empty()) {
        auto end = std::min(query.find('&'), query.size());
        std::string_view part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (part.empty()) continue;
        auto equals = std::min(part.find('='), part.size());
        std::string_view value = part.substr(std::min(equals + 1, part.size()));
        parts.push_back({lower_ascii(part.substr(0, equals)), value});
    }
    return parts;
}

std::string_view trap_of(const Url& url, const TrapOptions& options, Date as_of) {
    std::string path = lower_ascii(url.path());
    std::vector<QueryPart> parts = query_parts(url);
    auto has_parameter = [&](const std::vector<std::string>& names) {
        return std::ranges::any_of(parts, [&](const auto& p) { return is_one_of(p.name, names); });
    };
    if (contains_any(path, options.mirror_words)) return "mirror_page";
    if (has_parameter(options.mirror_parameters)) return "mirror_page";
    if (contains_any(path, options.search_words)) return "search_page";
    if (has_parameter(options.search_parameters)) return "search_page";
    std::vector<std::string_view> segments = segments_of(url.path());
    if (runs_away(segments, options)) return "runaway_path";
    if (dated_path_is_out_of_time(segments, as_of)) return "calendar";
    if (dated_query_is_out_of_time(parts, options, as_of)) return "calendar";
    return {};
}

std::optional<PageNumber> page_number_of(const Url& url, const TrapOptions& options) {
    if (url.query().empty()) return number_in_name(url);
    PageNumber page;
    bool found = false;
    page.list = url.host_port() + std::string(url.path());
    char separator = '?';
    for (const QueryPart& part : query_parts(url)) {
        auto number = small_number(part.value, 9);
        if (!found && number && is_one_of(part.name, options.paging_parameters)) {
            page.number = *number;
            found = true;
            continue;
        }
        page.list += separator + part.name + "=" + std::string(part.value);
        separator = '&';
    }
    return found ? std::optional(page) : number_in_name(url);
}

UrlKind kind_of(const Url& url, const TrapOptions& options, const UrlRules& rules) {
    // The key leaves out what never selects content: sessions, tracking, time stamps.
    auto plain = parse_url(url.key(rules));
    const Url& known = plain ? *plain : url;
    UrlKind kind;
    kind.path = known.host_port() + std::string(known.path());
    std::vector<std::string> names;
    for (const QueryPart& part : query_parts(known)) {
        names.push_back(part.name);
        kind.calendar = kind.calendar || is_one_of(part.name, options.calendar_parameters);
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names)
        kind.parameters += (kind.parameters.empty() ? "" : "&") + name;
    return kind;
}

}  // namespace duwang::crawler
