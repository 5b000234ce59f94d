#include "crawler/article/main_text.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::uint32_t sentence_bytes = 120;  // a line so long is one, without any punctuation
constexpr std::uint64_t weight_min = 60;       // bytes of sentences, without a named container
constexpr std::size_t opening_chars = 60;
constexpr std::int64_t few_chars = 30;  // beside images or a preview no text of its own
constexpr int depth_max = 200;

// 。 ； ， ！ ？ in text that is no link.
bool is_sentence(std::string_view line) {
    if (line.size() >= sentence_bytes) return true;
    for (std::string_view sign : {"。", "，", "；", "！", "？"})
        if (line.find(sign) != line.npos) return true;
    return false;
}

// Bytes of sentences up to each line.
std::vector<std::uint64_t> weights_of(const PageText& page) {
    std::vector<std::uint64_t> sums{0};
    sums.reserve(page.lines.size() + 1);
    for (const TextLine& line : page.lines) {
        const std::uint32_t own =
            line.to - line.from - std::min(line.link_bytes, line.to - line.from);
        const bool counts = !line.hidden && own > line.link_bytes && is_sentence(page.of(line));
        sums.push_back(sums.back() + (counts ? own : 0));
    }
    return sums;
}

class MainFinder {
  public:
    explicit MainFinder(const PageText& page) : page_(page), sums_(weights_of(page)) {}
    MainArea run() const;

  private:
    std::uint64_t weight(Node node) const {
        return sums_[page_.line_from_node(node.end())] - sums_[page_.line_from_node(node.index())];
    }
    bool holds_anything(Node node) const;
    Node named() const;
    Node densest() const;

    const PageText& page_;
    std::vector<std::uint64_t> sums_;
};

bool MainFinder::holds_anything(Node node) const {
    const auto inside = [&](const std::vector<Node>& list) {
        const auto at = std::ranges::lower_bound(list, node.index(), {}, &Node::index);
        return at != list.end() && at->index() < node.end();
    };
    return page_.line_from_node(node.index()) < page_.line_from_node(node.end()) ||
           inside(page_.images) || inside(page_.frames);
}

// Of containers with such a name the one with the most text; the outer one of equals.
Node MainFinder::named() const {
    Node best;
    std::uint64_t most = 0;
    for (const TextArea& area : page_.areas) {
        if (area.hint != NameHint::content || area.hidden || !is_block(area.node.number()))
            continue;
        if (!holds_anything(area.node)) continue;
        const std::uint64_t one = weight(area.node);
        if (!best || one > most) best = area.node, most = one;
    }
    return best;
}

Node MainFinder::densest() const {
    Node at = page_.root();
    if (!at || weight(at) < weight_min) return {};
    for (int depth = 0; depth < depth_max; ++depth) {
        const std::uint64_t whole = weight(at);
        Node heaviest;
        for (Node child = at.first_child(); child; child = child.next_sibling())
            if (child.is_element() && weight(child) * 10 >= whole * 7) heaviest = child;
        // A single paragraph is not the container of its text.
        if (!heaviest || heaviest.number() == tag_number("p") ||
            heaviest.number() == tag_number("span") || heaviest.number() == tag_number("a"))
            break;
        at = heaviest;
    }
    return at;
}

MainArea MainFinder::run() const {
    MainArea area;
    if (!page_.root()) return area;
    area.node = named();
    area.named = static_cast<bool>(area.node);
    if (!area.named) area.node = densest();
    if (!area.node) return area;
    area.from_line = static_cast<std::uint32_t>(page_.line_from_node(area.node.index()));
    area.to_line = static_cast<std::uint32_t>(page_.line_from_node(area.node.end()));
    return area;
}

// Characters that are no blanks.
std::int64_t visible_chars(std::string_view text) {
    auto chars = static_cast<std::int64_t>(count_code_points(text));
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte <= 0x20) --chars;
        // Leads of the other blanks.
        if (byte != 0xC2 && byte != 0xE1 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF) continue;
        std::size_t behind = at;
        if (is_blank(next_code_point(text, behind))) --chars;
    }
    return chars;
}

std::int64_t count_inside(const std::vector<Node>& list, Node node) {
    return std::ranges::count_if(
        list, [&](Node one) { return one.index() > node.index() && one.index() < node.end(); });
}

std::string kind_of(const ArticleBody& body, bool frames, const BodySurroundings& around) {
    if (body.chars > few_chars) return "text";
    if (frames) return "preview";          // M21
    if (body.images > 0) return "images";  // H15
    if (around.has_attachments) return "attachments";
    if (body.chars > 0) return "text";
    return around.late_content ? "not_visible" : "empty";
}

}  // namespace

MainArea find_main(const PageText& page) { return MainFinder(page).run(); }

ArticleBody read_body(const PageText& page, const MainArea& area, const BodySurroundings& around) {
    ArticleBody body;
    bool frames = !page.frames.empty();
    std::string text;
    if (area.node) {
        for (std::size_t i = area.from_line; i < area.to_line; ++i) {
            const TextLine& line = page.lines[i];
            if (line.hidden) continue;
            text += page.of(line);
            text += ' ';
        }
        body.chars = visible_chars(text);
        body.images = count_inside(page.images, area.node);
        frames = count_inside(page.frames, area.node) > 0 || (frames && body.chars <= few_chars);
        body.offset = static_cast<std::int64_t>(area.node.offset());
        if (body.chars > 0) body.fingerprint = Fingerprint().of(text);
        body.opening = collapse_blanks(truncate_code_points(text, opening_chars * 4));
        body.opening = truncate_code_points(body.opening, opening_chars);
    }
    body.kind = kind_of(body, frames, around);
    return body;
}

}  // namespace duwang::crawler
