#include "crawler/article/breadcrumb.h"

#include <algorithm>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t crumbs_max = 12, crumb_chars_max = 60;
constexpr std::uint32_t crumb_bytes_max = 800;  // of the whole
constexpr int levels_up = 3;
constexpr std::size_t labels_max = 20;  // looked behind

// Links whose nodes lie in [from, to).
std::size_t add_links(ArticleContext& context, std::size_t from, std::size_t to,
                      ArticleFacts& facts) {
    const auto& links = context.page.links;
    auto at = std::ranges::lower_bound(links, from, {},
                                       [](const TextArea& link) { return link.node.index(); });
    for (; at != links.end() && at->node.index() < to && facts.breadcrumb.size() < crumbs_max;
         ++at) {
        const std::string text = collapse_blanks(context.page.of(*at));
        if (text.empty() || count_code_points(text) > crumb_chars_max) continue;
        facts.breadcrumb.push_back({{},
                                    text,
                                    context.url_of(at->node.attr("href")),
                                    static_cast<std::int64_t>(at->node.offset())});
    }
    return facts.breadcrumb.size();
}

// The last step often is no link: "… > 正文".
void add_last_step(const ArticleContext& context, const TextLine& line, ArticleFacts& facts) {
    const std::string_view text = context.page.text;
    std::uint32_t end_of_link = 0;
    for (const TextArea& link : context.page.links)
        if (link.from >= line.from && link.to <= line.to) end_of_link = link.to;
    if (end_of_link == 0) return;
    const std::string rest = collapse_blanks(text.substr(end_of_link, line.to - end_of_link));
    std::string_view step = rest;
    for (bool more = true; more;) {
        more = false;
        for (std::string_view sign : {">", "》", "»", "›", "/", "→", "＞", "-", " "})
            if (step.starts_with(sign)) step.remove_prefix(sign.size()), more = true;
    }
    if (step.empty() || count_code_points(step) > crumb_chars_max) return;
    facts.breadcrumb.push_back({{}, std::string(step), {}, context.page.offset_of(end_of_link)});
}

}  // namespace

void read_breadcrumb(ArticleContext& context, ArticleFacts& facts) {
    const PageText& page = context.page;
    std::size_t tried = 0;
    for (const FoundLabel& label : context.labels) {
        if (tried >= labels_max) break;
        if (!label.meaning->crumb || page.lines[label.line].hidden) continue;
        ++tried;
        html::Node around = page.node(page.lines[label.line].block);
        for (int up = 0; up < levels_up && around && !(around == page.root()); ++up) {
            if (add_links(context, page.lines[label.line].first, around.end(), facts) > 0) break;
            around = around.parent();
        }
        if (facts.breadcrumb.empty()) continue;
        add_last_step(context, page.lines[label.line], facts);
        return;
    }
    for (const TextArea& area : page.areas) {
        if (area.hint != NameHint::crumb || area.hidden || area.to - area.from > crumb_bytes_max)
            continue;
        if (add_links(context, area.node.index(), area.node.end(), facts) >= 2) return;
        facts.breadcrumb.clear();
    }
}

}  // namespace duwang::crawler
