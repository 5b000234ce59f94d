#include "crawler/article/related.h"

#include <algorithm>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t related_max = 40, heading_bytes_max = 90, text_chars_max = 200;
constexpr std::size_t headings_max = 20;
constexpr int levels_up = 3;

class RelatedReader {
  public:
    RelatedReader(ArticleContext& context, ArticleFacts& facts) : c_(context), facts_(facts) {}
    void run();

  private:
    std::string kind_of(std::string_view plain) const;
    bool heading(const TextLine& line);
    bool add_links(std::size_t from, std::size_t to, const std::string& kind);
    void named_areas();
    bool may_come_late() const;

    ArticleContext& c_;
    ArticleFacts& facts_;
    bool empty_place_ = false;
};

// Of a heading: "相关解读", "【政策原文】", "解读材料：". Empty: none.
std::string RelatedReader::kind_of(std::string_view plain) const {
    for (std::string_view sign : {"【", "["})
        if (plain.starts_with(sign)) plain.remove_prefix(sign.size());
    const auto begins = [&](const std::vector<std::string>& words) {
        return std::ranges::any_of(words, [&](const std::string& word) {
            if (!plain.starts_with(word)) return false;
            const std::string_view rest = plain.substr(word.size());
            return rest.empty() || rest.starts_with(":") || rest.starts_with("】") ||
                   rest.starts_with("]");
        });
    };
    if (begins(c_.words.interpretations)) return "interpretation";
    if (begins(c_.words.documents)) return "document";
    return begins(c_.words.related) ? "related" : "";
}

bool RelatedReader::add_links(std::size_t from, std::size_t to, const std::string& kind) {
    const auto& links = c_.page.links;
    auto at = std::ranges::lower_bound(links, from, {},
                                       [](const TextArea& link) { return link.node.index(); });
    bool any = false;
    for (; at != links.end() && at->node.index() < to; ++at) {
        if (facts_.related.size() >= related_max) return true;
        std::string text = collapse_blanks(c_.page.of(*at));
        if (text.empty()) text = collapse_blanks(at->node.attr("title"));
        std::string url = c_.url_of(at->node.attr("href"));
        if (text.empty() || url.empty() || !kind_of(match_form(text)).empty()) continue;
        any = true;
        const bool known = std::ranges::any_of(
            facts_.related, [&](const ArticleLink& one) { return one.url == url; });
        if (known) continue;
        facts_.related.push_back({kind, std::string(truncate_code_points(text, text_chars_max)),
                                  std::move(url), static_cast<std::int64_t>(at->node.offset())});
    }
    return any;
}

bool RelatedReader::heading(const TextLine& line) {
    const std::string_view text = c_.page.of(line);
    if (line.hidden || !c_.words.may_head_related(text)) return false;
    const std::string plain = match_form(truncate_code_points(text, heading_bytes_max));
    const std::string kind = kind_of(plain);
    if (kind.empty()) return false;
    // The links stand in the same line, in the same block behind it, or in the one that follows.
    html::Node block = c_.page.node(line.block);
    for (int up = 0; up <= levels_up && block && !(block == c_.page.root()); ++up) {
        if (add_links(line.first, block.end(), kind)) return true;
        html::Node next = block.next_sibling();
        while (next && !next.is_element()) next = next.next_sibling();
        if (next) {
            if (!add_links(next.index(), next.end(), kind)) empty_place_ = true;
            return true;
        }
        block = block.parent();
    }
    empty_place_ = true;
    return true;
}

void RelatedReader::named_areas() {
    std::size_t read = 0;  // up to this node
    for (const TextArea& area : c_.page.areas) {
        if (area.hint != NameHint::related || area.hidden || area.node.index() < read) continue;
        if (facts_.related.size() >= related_max) return;
        read = area.node.end();
        if (!add_links(area.node.index(), area.node.end(), "related")) empty_place_ = true;
    }
}

bool RelatedReader::may_come_late() const {
    return std::ranges::any_of(c_.facts.late, [](const LateContent& late) {
        return late.kind != "refresh" && late.kind != "frame";
    });
}

void RelatedReader::run() {
    std::size_t headings = 0;
    for (std::size_t i = 0; i < c_.page.lines.size() && headings < headings_max; ++i) {
        const TextLine& line = c_.page.lines[i];
        if (line.to - line.from <= heading_bytes_max * 4) headings += heading(line);
    }
    named_areas();
    facts_.related_state = !facts_.related.empty()           ? "present"
                           : empty_place_ || may_come_late() ? "not_visible"
                                                             : "absent";
}

}  // namespace

void read_related(ArticleContext& context, ArticleFacts& facts) {
    RelatedReader(context, facts).run();
}

}  // namespace duwang::crawler
