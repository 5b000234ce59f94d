#include "crawler/http/cookie_jar.h"

#include <algorithm>
#include <charconv>

#include "core/ip_address.h"
#include "crawler/http/public_suffix.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t jar_bytes_max = 512 << 10;  // a hostile site fills its own jar only so far
constexpr std::int64_t age_max_s = 400LL * 86'400;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::string_view trimmed(std::string_view text) {
    auto from = text.find_first_not_of(" \t");
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

bool is_text(std::string_view text) {
    return std::ranges::none_of(text, [](char c) {
        auto u = static_cast<unsigned char>(c);
        return (u < 0x20 && c != '\t') || u == 0x7f;
    });
}

// RFC 6265, 5.1.3: the same, or below it; an address is never below anything.
bool domain_fits(std::string_view host, std::string_view domain) {
    if (host == domain) return true;
    return host.size() > domain.size() && host.ends_with(domain) &&
           host[host.size() - domain.size() - 1] == '.' && !parse_ip(host);
}

// RFC 6265, 5.1.4.
bool path_fits(std::string_view asked, std::string_view path) {
    if (!asked.starts_with(path)) return false;
    return asked.size() == path.size() || path.ends_with('/') || asked[path.size()] == '/';
}

std::string default_path(const Url& url) {
    std::string_view path = url.path();
    auto slash = path.rfind('/');
    return slash == path.npos || slash == 0 ? "/" : std::string(path.substr(0, slash));
}

struct Attribute {
    std::string name;
    std::string_view value;
};

Attribute attribute_of(std::string_view part) {
    auto equals = part.find('=');
    std::string_view name = trimmed(part.substr(0, equals));
    std::string_view value = equals == part.npos ? "" : trimmed(part.substr(equals + 1));
    return {lowered(name), value};
}

// Max-Age in seconds from now; nothing when it is no number.
bool read_age(std::string_view text, Timestamp now, Timestamp& expires) {
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (end != text.data() + text.size() || text.empty()) return false;
    if (error == std::errc::result_out_of_range)
        seconds = text.starts_with('-') ? 0 : age_max_s;
    else if (error != std::errc{})
        return false;
    expires.unix_ms = seconds <= 0 ? 1 : now.unix_ms + std::min(seconds, age_max_s) * 1000;
    return true;
}

}  // namespace

bool CookieJar::read(const Url& url, std::string_view line, Timestamp now, Cookie& cookie) {
    std::string_view pair = line.substr(0, line.find(';'));
    auto equals = pair.find('=');
    if (equals == pair.npos) return false;
    cookie.name = trimmed(pair.substr(0, equals));
    cookie.value = trimmed(pair.substr(equals + 1));
    if (cookie.name.empty() || !is_text(pair)) return false;
    cookie.domain = url.host();
    cookie.path = default_path(url);
    bool has_age = false;
    std::string domain;
    for (line.remove_prefix(pair.size()); !line.empty();) {
        line.remove_prefix(1);  // the ';'
        std::string_view part = line.substr(0, line.find(';'));
        line.remove_prefix(part.size());
        auto [name, value] = attribute_of(part);
        if (name == "secure") cookie.secure = true;
        if (name == "path" && value.starts_with('/') && is_text(value)) cookie.path = value;
        if (name == "max-age") has_age = read_age(value, now, cookie.expires) || has_age;
        if (name == "expires" && !has_age)
            if (Timestamp date = cookie_date(value); date.is_set()) cookie.expires = date;
        // The last one counts; an empty one does not.
        if (name == "domain" && !value.empty())
            domain = lowered(value.starts_with('.') ? value.substr(1) : value);
    }
    if (domain.empty()) return true;
    bool own = is_cookie_domain(url.host(), domain);
    if (!own) return domain == url.host();  // a public suffix that is a host: for itself alone
    cookie.domain = domain;
    cookie.host_only = false;
    return domain_fits(url.host(), domain);
}

void CookieJar::drop(std::size_t index) {
    bytes_ -= cookies_[index].bytes();
    cookies_.erase(cookies_.begin() + static_cast<std::ptrdiff_t>(index));
}

// The oldest of the domain go first, then the oldest of all.
void CookieJar::make_room(const std::string& domain) {
    auto same = [&](const Cookie& c) { return c.domain == domain; };
    while (std::ranges::count_if(cookies_, same) >= options_.cookies_per_host)
        drop(static_cast<std::size_t>(std::ranges::find_if(cookies_, same) - cookies_.begin()));
    while (!cookies_.empty() &&
           (cookies_.size() >= static_cast<std::size_t>(options_.cookies_per_site) ||
            bytes_ > jar_bytes_max))
        drop(0);
}

bool CookieJar::take(const Url& url, std::string_view line, Timestamp now) {
    Cookie cookie;
    if (static_cast<std::int64_t>(line.size()) > options_.cookie_bytes_max) return false;
    if (!read(url, line, now, cookie)) return false;
    if (cookie.secure && url.scheme() != "https") return false;
    bool over = cookie.expires.is_set() && cookie.expires <= now;
    for (std::size_t i = 0; i < cookies_.size(); ++i) {
        Cookie& known = cookies_[i];
        if (known.name != cookie.name || known.domain != cookie.domain || known.path != cookie.path)
            continue;
        // An insecure answer does not touch what a secure one has set.
        if (known.secure && url.scheme() != "https") return false;
        bool changed = known.value != cookie.value;
        if (over) {
            drop(i);
            return false;
        }
        cookie.order = known.order;
        bytes_ += cookie.bytes() - known.bytes();
        known = std::move(cookie);
        return changed;
    }
    if (over) return false;
    make_room(cookie.domain);
    cookie.order = next_order_++;
    bytes_ += cookie.bytes();
    cookies_.push_back(std::move(cookie));
    return true;
}

bool CookieJar::fits(const Cookie& cookie, const Url& url, Timestamp now) const {
    if (cookie.expires.is_set() && cookie.expires <= now) return false;
    if (cookie.secure && url.scheme() != "https") return false;
    bool host =
        cookie.host_only ? url.host() == cookie.domain : domain_fits(url.host(), cookie.domain);
    return host && path_fits(url.path(), cookie.path);
}

std::string CookieJar::header(const Url& url, Timestamp now) const {
    std::vector<const Cookie*> sent;
    for (const Cookie& cookie : cookies_)
        if (fits(cookie, url, now)) sent.push_back(&cookie);
    std::ranges::sort(sent, [](const Cookie* a, const Cookie* b) {
        return a->path.size() != b->path.size() ? a->path.size() > b->path.size()
                                                : a->order < b->order;
    });
    std::string header;
    for (const Cookie* cookie : sent) {
        auto size = header.size() + cookie->name.size() + cookie->value.size() + 3;
        if (static_cast<std::int64_t>(size) > options_.cookie_header_bytes_max) continue;
        if (!header.empty()) header += "; ";
        header.append(cookie->name).append("=").append(cookie->value);
    }
    return header;
}

}  // namespace duwang::crawler
