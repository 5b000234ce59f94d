#include <fmt/format.h>

#include <algorithm>

#include "app/inspect.h"
#include "app/probe.h"
#include "core/ip_address.h"
#include "core/text/charset.h"
#include "core/text/idn.h"
#include "core/url.h"
#include "crawler/page/dates.h"
#include "crawler/robots/robots.h"

namespace duwang::app {
namespace {

bool is_scheme_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

// "mailto" of " MailTo:x"; empty when the reference names no scheme.
std::string scheme_of(std::string_view ref) {
    while (!ref.empty() && static_cast<unsigned char>(ref.front()) <= 0x20) ref.remove_prefix(1);
    std::string scheme;
    for (char c : ref) {
        if (c == '\t' || c == '\n' || c == '\r') continue;
        if (c == ':') return scheme;
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        if (!is_scheme_char(c) || (scheme.empty() && (c < 'a' || c > 'z'))) return {};
        scheme += c;
    }
    return {};
}

bool is_http(std::string_view scheme) { return scheme == "http" || scheme == "https"; }

// The parts of an address that has none: every key is there, so a reader needs no special case.
Json no_parts() {
    Json answer = Json::object();
    answer.set("valid", false);
    for (const char* key :
         {"url", "scheme", "host", "host_unicode", "port", "path", "query", "fragment"})
        answer.set(key, Json());
    return answer;
}

Json refused(std::string_view reason) {
    return no_parts().set("crawlable", false).set("reason", reason).set("key", Json());
}

// mailto:, javascript: and the like are addresses too, only not ours to follow.
Json other_scheme(std::string_view ref, const std::string& scheme) {
    Json answer = refused("unsupported_scheme");
    return answer.set("valid", true).set("url", ref).set("scheme", scheme);
}

// Why nobody may connect there, or "".
std::string_view obstacle(const Url& url) {
    std::string host(url.host());
    if (host == "localhost" || host.ends_with(".localhost")) return "blocked_target";
    return parse_ip(host) && !is_public_address(host) ? "blocked_target" : "";
}

Json parts_of(const Url& url) {
    bool has_query = url.str().find('?') != std::string_view::npos;
    bool has_fragment = url.href().size() > url.str().size();
    std::string_view reason = obstacle(url);
    Json answer = Json::object();
    answer.set("valid", true).set("url", url.href()).set("scheme", url.scheme());
    answer.set("host", url.host()).set("host_unicode", domain_to_unicode(url.host()));
    answer.set("port", url.port()).set("path", url.path());
    answer.set("query", has_query ? Json(url.query()) : Json());
    answer.set("fragment", has_fragment ? Json(url.fragment()) : Json());
    answer.set("crawlable", reason.empty());
    answer.set("reason", reason.empty() ? Json() : Json(reason));
    return answer.set("key", url.key());
}

Result<crawler::Robots> robots_of(const Json& question) {
    bool own =
        !option(question, "robots_b64").is_null() || !option(question, "robots_file").is_null();
    if (!own && question["robots_unreachable"].boolean()) return crawler::Robots::unreachable();
    if (const Json& text = question["robots_text"]; !own && !text.is_null())
        return crawler::Robots::parse(text.text());
    auto bytes = probe_bytes(question, "robots", {"robots"});
    if (!bytes) return tl::unexpected(bytes.error());
    return crawler::Robots::parse(*bytes);
}

// What robots.txt is asked about: path and query of an address, or a path as it is.
Result<std::string> robots_path(const std::string& text) {
    if (text.starts_with('/') && !text.starts_with("//")) return text;
    auto url = parse_url(text);
    if (!url)
        return failure(Errc::usage, fmt::format("\"{}\" is no http or https address; write "
                                                "https://HOST/PATH or /PATH",
                                                text));
    std::string_view whole = url->str();
    return std::string(whole.substr(whole.find('/', url->scheme().size() + 3)));
}

Json seconds(std::int64_t delay_ms) {
    if (delay_ms == 0) return {};
    if (delay_ms % 1'000 == 0) return Json(delay_ms / 1'000);
    return Json(static_cast<double>(delay_ms) / 1'000);
}

}  // namespace

Result<Json> inspect_url(const Json& question) {
    const Json& given = option(question, "ref");
    if (given.is_null()) return failure(Errc::usage, "\"ref\" is missing: the link as written");
    std::string ref = given.text(), base_text = option(question, "base").text();
    std::string label = option(question, "charset").text("utf-8");
    std::string_view charset = charset_of_label(label);
    if (charset.empty())
        return failure(Errc::usage,
                       fmt::format("charset \"{}\" is not known; write utf-8, gbk, big5 …", label));
    Url base;
    if (!base_text.empty()) {
        auto parsed = parse_url(base_text);
        std::string scheme = scheme_of(base_text);
        if (!parsed && (scheme.empty() || is_http(scheme))) return refused("bad_base");
        if (parsed) base = *parsed;
    }
    if (ref.size() > url_bytes_max) return refused("url_too_long");
    if (auto url = resolve_url(ref, base, charset)) return parts_of(*url);
    std::string scheme = scheme_of(ref);
    if (!scheme.empty() && !is_http(scheme)) return other_scheme(ref, scheme);
    return refused(scheme.empty() && base.empty() ? "no_base" : "invalid");
}

Result<Json> inspect_robots(const Json& question) {
    auto path = robots_path(option(question, "url").text());
    if (!path) return tl::unexpected(path.error());
    auto robots = robots_of(question);
    if (!robots) return tl::unexpected(robots.error());
    std::string agent = option(question, "agent").text("DuWang");
    crawler::RobotsVerdict verdict = robots->allowed(agent, *path);
    Json rule, sitemaps = Json::array();
    if (!verdict.rule.empty()) {
        rule.set("line", verdict.line > 0 ? Json(verdict.line) : Json());
        rule.set("text", verdict.rule);
    }
    for (const std::string& sitemap : robots->sitemaps()) sitemaps.push_back(sitemap);
    Json answer = Json::object();
    answer.set("url", option(question, "url")).set("allowed", verdict.allowed).set("rule", rule);
    answer.set("group", verdict.group.empty() ? Json() : Json(verdict.group));
    answer.set("crawl_delay", seconds(robots->crawl_delay_ms(agent)));
    return answer.set("sitemaps", sitemaps);
}

Result<Date> reference_date(const Json& question) {
    std::string text = option(question, "reference_date").text();
    if (text.empty()) return Date{};
    auto moment = parse_timestamp(text);
    if (!moment)
        return failure(Errc::usage, fmt::format("reference date \"{}\": write 2026-09-30", text));
    return moment->date();
}

Result<Json> inspect_date(const Json& question) {
    const Json& text = option(question, "text");
    if (text.is_null()) return failure(Errc::usage, "\"text\" is missing");
    auto reference = reference_date(question);
    if (!reference) return tl::unexpected(reference.error());
    Json dates = Json::array();
    for (const crawler::FoundDate& found : crawler::find_dates(text.text(), *reference))
        dates.push_back(Json::object()
                            .set("value", found.iso)
                            .set("text", found.text)
                            .set("start", found.start));
    return Json::object().set("dates", dates);
}

}  // namespace duwang::app
