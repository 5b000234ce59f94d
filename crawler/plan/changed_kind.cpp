#include "crawler/plan/changed_kind.h"

#include <set>
#include <string_view>

#include "core/text/utf8.h"
#include "core/url.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t title_chars_min = 4;     // 汉字: "首页" says nothing
constexpr std::int64_t notice_chars_max = 100;  // visible ones: a notice, not what became of it

std::set<char32_t> chinese_in(std::string_view text) {
    std::set<char32_t> found;
    for (std::size_t at = 0; at < text.size();)
        if (const char32_t c = next_code_point(text, at); is_cjk(c)) found.insert(c);
    return found;
}

bool is_home(const std::string& address) {
    const auto url = parse_url(address);
    return url && url->path() == "/" && url->query().empty();
}

}  // namespace

bool changed_kind(const EarlierSight& then, const PageFacts& now) {
    const std::set<char32_t> before = chinese_in(then.title);
    if (before.size() < title_chars_min || now.title.empty()) return false;
    if (now.text_chars <= notice_chars_max) return false;
    const std::set<char32_t> after = chinese_in(now.title);
    if (after.empty()) return chinese_in(now.opening).empty();
    if (!is_home(now.url) || after.size() < title_chars_min) return false;
    for (const char32_t c : after)
        if (before.contains(c)) return false;
    return true;
}

}  // namespace duwang::crawler
