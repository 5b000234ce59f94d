#include "tests/sites/words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace duwang::sites {
namespace {

constexpr std::array<std::string_view, 13> scenario{
    "about",  "site",      "options", "answers", "otherwise", "dns",  "tls",
    "listen", "addresses", "allow",   "expect",  "clock",     "http2"};
constexpr std::array<std::string_view, 12> site{"home",    "hosts", "internal", "authority",
                                                "columns", "focus", "look_back", "links",    "ipv6",
                                                "name",    "seed",  "blackout"};
constexpr std::array<std::string_view, 31> answer{
    "ask",         "if_head",  "after_requests", "until_requests", "sequence", "status",
    "version",     "reason",   "type",           "headers",        "body",     "title",
    "text",        "links",    "charset",        "coding",         "claims",   "bomb_bytes",
    "truncate_to", "length",   "chunked",        "redirect",       "raw",      "delay_ms",
    "stall_after", "stall_ms", "endless",        "then",           "refresh",  "garble_at",
    "note"};
constexpr std::array<std::string_view, 8> dns{"name",  "type",   "rcode",    "addresses",
                                              "cname", "silent", "sequence", "ttl"};
constexpr std::array<std::string_view, 15> expect{
    "requests",    "counts", "never", "urls",     "all_urls",    "site",   "facts",   "no_facts",
    "asked_names", "total",  "fails", "in_order", "connections", "pauses", "quiet_ms"};

}  // namespace

std::span<const std::string_view> scenario_words() { return scenario; }
std::span<const std::string_view> site_words() { return site; }
std::span<const std::string_view> answer_words() { return answer; }
std::span<const std::string_view> dns_words() { return dns; }
std::span<const std::string_view> expect_words() { return expect; }

Result<void> check_words(const Yaml& map, std::span<const std::string_view> known) {
    for (const auto& [key, value] : map.members())
        if (std::ranges::find(known, key.text()) == known.end())
            return tl::unexpected(key.error("\"" + key.text() + "\" is no word of site.yaml here"));
    return {};
}

std::int64_t number_of(const Yaml& node, std::int64_t otherwise) {
    std::string text = node.text();
    std::int64_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool flag_of(const Yaml& node, bool otherwise) {
    if (!node) return otherwise;
    return node.text() == "yes" || node.text() == "true";
}

std::vector<std::string> texts_of(const Yaml& node) {
    if (node.is_scalar()) return {node.text()};
    std::vector<std::string> texts;
    for (const Yaml& item : node.items()) texts.push_back(item.text());
    return texts;
}

}  // namespace duwang::sites
