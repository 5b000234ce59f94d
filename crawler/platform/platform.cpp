#include "crawler/platform/platform.h"

#include <algorithm>
#include <array>

#include "crawler/page/script_text.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler::platform {

bool read_hanweb_answer(const Answer&);
bool read_jpaas_answer(const Answer&);
bool read_gkmlpt_answer(const Answer&);
bool read_json_answer(const Answer&);
#define PLATFORM(name, brings, answer) bool read_##name(const Page&);
#include "crawler/platform/platforms.def"
#undef PLATFORM

namespace {

constexpr std::size_t scripts_max = 200;
constexpr std::size_t script_bytes_max = 1 << 20;

#define PLATFORM(name, brings, answer) Platform{#name, Brings::brings, read_##name, answer},
constexpr std::array all{
#include "crawler/platform/platforms.def"
};
#undef PLATFORM

}  // namespace

std::span<const Platform> platforms() { return all; }

void Reading::add_address(std::string_view ref) const {
    std::vector<std::string>& further = pager().addresses;
    if (further.size() >= words.rules.addresses_max) return;
    std::string url = address(ref);
    if (url.empty() || url == context.url.str()) return;
    if (std::ranges::find(further, url) == further.end()) further.push_back(std::move(url));
}

void Reading::count_pages() const {
    if (pager().pages == 0 && pager().page_size > 0)
        pager().pages = (pager().records + pager().page_size - 1) / pager().page_size;
}

std::vector<InlineScript> inline_scripts(const html::Document& document) {
    std::vector<InlineScript> scripts;
    const html::Node root = document.root();
    std::size_t bytes = 0;
    for (html::Node at = root; at && scripts.size() < scripts_max; at = at.next(root)) {
        if (at.number() != tag_number("script")) continue;
        const html::Node text = at.first_child();
        InlineScript script;
        script.node = at;
        if (text.is_text()) script.raw = text.own_text(), script.offset = text.offset();
        if ((bytes += script.raw.size()) > script_bytes_max) break;
        script.text = without_comments(script.raw);
        scripts.push_back(std::move(script));
    }
    return scripts;
}

}  // namespace duwang::crawler::platform
