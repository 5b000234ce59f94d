#include "crawler/plan/wall.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

namespace duwang::crawler {
namespace {

constexpr std::array wall_codes{412, 418, 444, 468, 493, 512, 521, 829};
constexpr std::array vendor_cookies{"__jsl_clearance", "__jsluid", "acw_sc__v2", "C3VK"};
constexpr std::array wall_phrases{
    "访问过于频繁",   "访问频繁",      "请完成验证", "请求被拦截",
    "WEB 应用防火墙", "WEB应用防火墙", "安全验证",   "您的请求可能存在威胁"};
constexpr std::size_t shell_bytes_max = 4096;
constexpr std::int64_t shell_chars_max = 60;
constexpr int fingerprint_distance_max = 3;

bool carries(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string vendor_mark(const Exchange& exchange) {
    if (!exchange.header("wzws-ray").empty()) return "WZWS-RAY";
    if (!exchange.header("cf-mitigated").empty()) return "cf-mitigated";
    for (const char* cookie : vendor_cookies)
        if (carries(exchange.response_head, cookie)) return cookie;
    return {};
}

bool is_home_like(const std::string& final_url, const std::string& asked_url,
                  const std::string& home_url) {
    return final_url != asked_url && final_url == home_url && asked_url != home_url;
}

}  // namespace

std::string recognise_wall(const FetchOutcome& outcome, const PageFacts& facts,
                           std::size_t links_on_page) {
    const Exchange* last = outcome.last();
    if (!last || last->response_head.empty()) return {};
    bool empty_page = facts.text_chars < shell_chars_max && links_on_page == 0;
    if (std::ranges::find(wall_codes, outcome.http_status) != wall_codes.end())
        return fmt::format("状态码 {}", outcome.http_status);
    bool small = outcome.body->size() < shell_bytes_max;
    if (empty_page && small && carries(*outcome.body, "<script")) {
        if (std::string vendor = vendor_mark(*last); !vendor.empty())
            return fmt::format("防护标记 {}", vendor);
        bool sets_cookie = carries(*outcome.body, "document.cookie");
        bool reloads = carries(*outcome.body, "location");
        if (sets_cookie && reloads) return "只有设置 Cookie 并刷新的脚本";
    }
    if (small && facts.text_chars < 400 && links_on_page < 4)
        for (const char* phrase : wall_phrases)
            if (carries(facts.opening, phrase) || carries(facts.title, phrase))
                return fmt::format("页面提示“{}”", phrase);
    return {};
}

bool alike(std::uint64_t fingerprint_a, std::int64_t chars_a, std::uint64_t fingerprint_b,
           std::int64_t chars_b) {
    if (std::popcount(fingerprint_a ^ fingerprint_b) > fingerprint_distance_max) return false;
    std::int64_t longer = std::max(chars_a, chars_b);
    return std::llabs(chars_a - chars_b) * 20 <= longer;  // within 5 %
}

std::string suspect_of(const FetchOutcome& outcome, const PageFacts& facts,
                       const std::string& asked_url, const std::string& home_url,
                       const std::vector<ControlFacts>& random_paths,
                       const std::vector<std::string>& error_phrases) {
    if (!content_arrived(outcome.status)) return {};
    if (is_home_like(outcome.final_url, asked_url, home_url)) return "home_redirect";
    // A page of a handful of characters has no fingerprint worth comparing.
    for (const ControlFacts& control : random_paths) {
        if (asked_url == home_url) break;  // nonsense may be sent home; home itself is no nonsense
        if (control.kind != "random_path" || !content_arrived(control.status)) continue;
        if (outcome.final_url != asked_url && outcome.final_url == control.final_url)
            return "like_random_path";
        bool same_title = !facts.title.empty() && facts.title == control.title;
        if (same_title && facts.text_chars > 0 &&
            alike(facts.fingerprint, facts.text_chars, control.fingerprint, control.text_chars))
            return "like_random_path";
    }
    if (facts.text_chars < 500)
        for (const std::string& phrase : error_phrases)
            if (carries(facts.title, phrase) || facts.opening.starts_with(phrase))
                return "error_phrase";
    // S05: a deleted page that refreshes to its parent.
    if (outcome.body->size() < 512 && facts.text_chars == 0 &&
        carries(*outcome.body, "http-equiv") && carries(*outcome.body, "url=../"))
        return "deleted_refresh";
    return {};
}

}  // namespace duwang::crawler
