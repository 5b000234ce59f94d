#include "crawler/article/text.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "crawler/page/hiding.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::size_t text_bytes_max = 4u << 20;
constexpr std::size_t lines_max = 50000, links_max = 5000, others_max = 1000;

bool is_left_out(std::uint64_t number) {
    switch (number) {
        case tag_number("script"):
        case tag_number("style"):
        case tag_number("template"):
        case tag_number("select"):
        case tag_number("textarea"):
        case tag_number("head"):
        case tag_number("title"):
        case tag_number("noscript"):
        case tag_number("svg"):
            return true;
        default:
            return false;
    }
}

int heading_level(std::uint64_t number) {
    switch (number) {
        case tag_number("h1"):
            return 1;
        case tag_number("h2"):
            return 2;
        case tag_number("h3"):
            return 3;
        case tag_number("h4"):
            return 4;
        default:
            return 0;
    }
}

}  // namespace

class PageText::Walk {
  public:
    Walk(PageText& page, const ArticleWords& words) : page_(page), words_(words) {}
    void run();

  private:
    // An element whose end matters.
    struct Open {
        std::size_t end = 0;  // index behind its last descendant
        std::uint32_t outer_block = 0;
        int area = -1, link = -1;  // in the page's lists
        bool block = false, hides = false;
    };
    struct Traits {
        NameHint hint = NameHint::none;
        bool hidden = false, href = false, onclick = false;
    };
    Traits traits_of(Node element) const;
    void close_until(std::size_t index);
    void enter(Node element);
    void gather(Node element, const Traits& traits);
    void add_text(Node node);
    void end_line();
    std::uint32_t size() const { return static_cast<std::uint32_t>(page_.text.size()); }

    PageText& page_;
    const ArticleWords& words_;
    std::vector<Open> open_;
    TextLine line_;
    std::uint32_t block_ = 0;
    int hidden_ = 0, in_link_ = 0;
    bool gap_ = false;  // a blank stands between two inline elements
};

// One look at each attribute.
PageText::Walk::Traits PageText::Walk::traits_of(Node element) const {
    Traits traits;
    for (const html::TreeAttribute& one : element.attributes()) {
        if (one.name == "class" || one.name == "id") {
            const NameHint hint = words_.hint_of(one.value.substr(0, 200));
            if (hint != NameHint::none) traits.hint = hint;
        } else if (one.name == "style") {
            traits.hidden = traits.hidden || hides_contents(one.value);
        } else if (one.name == "hidden") {
            traits.hidden = true;
        } else if (one.name == "href") {
            traits.href = true;
        } else if (one.name == "onclick") {
            traits.onclick = true;
        }
    }
    return traits;
}

void PageText::Walk::end_line() {
    gap_ = false;
    line_.to = size();
    if (line_.to > line_.from && page_.lines.size() < lines_max) page_.lines.push_back(line_);
    line_ = {};
    line_.from = size();
}

void PageText::Walk::close_until(std::size_t index) {
    while (!open_.empty() && open_.back().end <= index) {
        const Open& last = open_.back();
        if (last.area >= 0) page_.areas[static_cast<std::size_t>(last.area)].to = size();
        if (last.link >= 0) {
            page_.links[static_cast<std::size_t>(last.link)].to = size();
            --in_link_;
        }
        if (last.block) {
            end_line();
            block_ = last.outer_block;
        }
        if (last.hides) --hidden_;
        open_.pop_back();
    }
}

void PageText::Walk::gather(Node element, const Traits& traits) {
    const bool shown = hidden_ == 0 && !traits.hidden;
    const std::uint64_t number = element.number();
    if (traits.onclick && page_.scripted.size() < others_max) page_.scripted.push_back(element);
    if (number == tag_number("img") && shown && page_.images.size() < links_max)
        page_.images.push_back(element);
    if ((number == tag_number("iframe") || number == tag_number("embed") ||
         number == tag_number("object")) &&
        page_.frames.size() < others_max)
        page_.frames.push_back(element);
}

void PageText::Walk::enter(Node element) {
    const std::uint64_t number = element.number();
    const Traits traits = traits_of(element);
    gather(element, traits);
    Open open;
    open.end = element.end();
    open.block = is_block(number);
    if (open.block) {
        end_line();
        open.outer_block = block_;
        block_ = static_cast<std::uint32_t>(element.index());
    } else if (size() > line_.from && element.offset() > 0 &&
               element.offset() <= page_.source_.size() &&
               is_ascii_blank(page_.source_[element.offset() - 1])) {
        gap_ = true;
    }
    open.hides = traits.hidden;
    hidden_ += traits.hidden;
    const int level = heading_level(number);
    TextArea area{element, size(), size(), traits.hint, level, hidden_ > 0};
    if (number == tag_number("a") && traits.href && page_.links.size() < links_max) {
        open.link = static_cast<int>(page_.links.size());
        page_.links.push_back(area);
        ++in_link_;
    } else if ((traits.hint != NameHint::none || level > 0) && page_.areas.size() < links_max) {
        open.area = static_cast<int>(page_.areas.size());
        page_.areas.push_back(area);
    }
    if (open.block || open.hides || open.link >= 0 || open.area >= 0) open_.push_back(open);
}

void PageText::Walk::add_text(Node node) {
    const std::string_view own = node.own_text();
    if (page_.text.size() + own.size() > text_bytes_max) return;
    if (gap_ && size() > line_.from) page_.text += ' ';
    gap_ = false;
    const auto index = static_cast<std::uint32_t>(node.index());
    if (size() == line_.from) {
        line_.first = index;
        line_.block = block_;
        line_.hidden = hidden_ > 0;
    }
    page_.pieces.push_back({size(), index});
    page_.text += own;
    line_.last = index;
    if (in_link_ > 0) line_.link_bytes += static_cast<std::uint32_t>(own.size());
}

void PageText::Walk::run() {
    const Node root = page_.root_;
    for (Node at = root; at;) {
        close_until(at.index());
        if (at.is_text()) {
            add_text(at);
        } else if (is_left_out(at.number())) {
            at = at.skip_inside(root);
            continue;
        } else if (at.number() == tag_number("br")) {
            end_line();
        } else {
            enter(at);
        }
        at = at.next(root);
    }
    close_until(root.end());
    end_line();
}

PageText::PageText(const html::Document& document, std::string_view source,
                   const ArticleWords& words)
    : source_(source), root_(document.body() ? document.body() : document.root()) {
    if (!root_) return;
    text.reserve(source.size() / 4);
    Walk(*this, words).run();
}

std::size_t PageText::line_at(std::uint32_t text_at) const {
    const auto behind = std::ranges::upper_bound(lines, text_at, {}, &TextLine::from);
    return behind == lines.begin() ? 0 : static_cast<std::size_t>(behind - lines.begin() - 1);
}

std::size_t PageText::line_from_node(std::size_t node) const {
    const auto found = std::ranges::lower_bound(lines, node, {}, &TextLine::first);
    return static_cast<std::size_t>(found - lines.begin());
}

bool PageText::starts_piece(std::uint32_t text_at) const {
    const auto found = std::ranges::lower_bound(pieces, text_at, {}, &TextPiece::at);
    return found != pieces.end() && found->at == text_at;
}

std::int64_t PageText::offset_of(std::uint32_t text_at) const {
    auto behind = std::ranges::upper_bound(pieces, text_at, {}, &TextPiece::at);
    if (behind == pieces.begin()) return -1;
    const TextPiece& piece = *std::prev(behind);
    const Node node = root_.at_index(piece.node);
    const std::string_view own = node.own_text();
    const std::size_t inside = std::min<std::size_t>(text_at - piece.at, own.size());
    // What holds references was decoded, and places in it differ.
    const bool as_written =
        node.offset() <= source_.size() && source_.substr(node.offset(), own.size()) == own;
    return static_cast<std::int64_t>(node.offset() + (as_written ? inside : 0));
}

}  // namespace duwang::crawler
