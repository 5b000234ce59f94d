// A pager that is one long base64 text, percent-encoded markup inside, put back by a script (P08).
#include <algorithm>

#include "core/text/base64.h"
#include "core/text/normalise.h"
#include "crawler/page/script_text.h"
#include "crawler/page/tag_name.h"
#include "crawler/platform/pager_links.h"

namespace duwang::crawler::platform {
namespace {

constexpr std::size_t text_min = 80, text_max = 200'000;
constexpr std::size_t tries_max = 20;

bool is_base64(std::string_view text) {
    return text.size() >= text_min && text.size() <= text_max && text.size() % 4 == 0 &&
           std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                      c == '+' || c == '/' || c == '=';
           });
}

}  // namespace

bool read_encoded(const Page& page);
bool read_encoded(const Page& page) {
    const html::Node root = page.document.root();
    std::size_t tries = 0;
    for (html::Node at = root; at && tries < tries_max; at = at.next(root)) {
        if (!at.is_text() || at.parent().number() == tag_number("script")) continue;
        const std::string_view text = trim_blanks(at.own_text());
        if (!is_base64(text)) continue;
        ++tries;
        const auto decoded = base64_decoded(text);
        if (!decoded) continue;
        std::string written = *decoded;
        std::ranges::replace(written, '+', ' ');  // blanks of form coding; others are "%2B"
        const html::Document markup(unescaped(written));
        if (!markup.root() || !read_pager_links(markup, page)) continue;
        page.pager().kind = "encoded";
        page.pager().offset = static_cast<std::int64_t>(at.offset());
        return true;
    }
    return false;
}

}  // namespace duwang::crawler::platform
