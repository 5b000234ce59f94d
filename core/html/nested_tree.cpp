#include "core/html/nested_tree.h"

#include <algorithm>

#include "core/html/char_ref.h"
#include "core/html/nesting.h"
#include "core/html/tokenizer.h"

namespace duwang::html {
namespace {

bool is_blank(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; });
}

// Line feeds for CR LF and CR, as every parser reads them.
std::string with_line_feeds(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

// Does a DOM parser replace some of it? Control characters, and those that are none.
bool has_odd_characters(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t size = text.size();
    unsigned char odd = 0;  // of numbers and without branches: many bytes are compared at once
    for (std::size_t i = 0; i < size; ++i) {
        const unsigned char c = byte(i);
        const unsigned char blank = (c == '\t') | (c == '\n') | (c == '\f') | (c == '\r');
        odd |= ((c < 0x20) ^ blank) | (c == 0x7F);
    }
    for (std::size_t i = 1; i < size; ++i) {
        const unsigned char before = byte(i - 1), c = byte(i);
        odd |= (before == 0xC2) & (c < 0xA0);
        odd |= (before == 0xBF) & ((c | 1) == 0xBF);
        odd |= (before == 0xEF) & (c == 0xB7);
    }
    return odd != 0;
}

class Builder : public Handler {
  public:
    Builder(std::string_view document, const DomLimits& limits, Tree& tree)
        : document_(document), limits_(limits), tree_(tree) {
        constexpr std::size_t bytes_per_node = 32;  // of usual pages, or more
        tree.nodes.reserve(document.size() / bytes_per_node);
        tree.attributes.reserve(document.size() / bytes_per_node);
        has_references_ = document.find('&') != std::string_view::npos;
        has_returns_ = document.find('\r') != std::string_view::npos;
    }
    void start_tag(const StartTag& tag) override;
    void end_tag(std::string_view name, std::size_t offset) override;
    void text(std::string_view raw, TextKind kind, std::size_t offset) override;
    void comment(std::string_view, std::size_t) override {
        flush_text();
        count(1);
    }
    bool finish();

  private:
    void give_up() { good_ = false; }
    // What stands behind it belongs to it.
    void back_to_body() {
        if (place_ > Place::body) place_ = Place::body;
    }
    void count(std::size_t nodes) {
        nodes_ += nodes;
        if (nodes_ > limits_.nodes_max) give_up();
    }
    bool outside_body(const StartTag& tag, const TagTraits& traits);
    bool end_outside_body(std::string_view name);
    void push(const TagTraits& traits, std::uint32_t node);
    std::uint32_t add(const StartTag& tag, const TagTraits& traits);
    std::uint32_t add_empty(std::string_view name, std::size_t offset);
    TreeNode& add_node(std::size_t offset);
    void add_attributes(const StartTag& tag);
    void close_to(std::size_t depth, bool at_form_end = false);
    void flush_text();
    std::string_view decoded(std::string_view raw, ReferencePlace place, bool references);
    std::string_view kept(std::string_view name);

    enum class Place : std::uint8_t {
        start,
        html,
        head,
        in_head_element,
        behind_head,
        body,
        behind_body,
        end
    };

    std::string_view document_;
    const DomLimits& limits_;
    Tree& tree_;
    Nesting nesting_;
    Place place_ = Place::start;
    std::uint32_t parent_ = 0;
    std::uint32_t outer_[2] = {0, 0};  // html; head and later body
    bool good_ = true, has_references_, has_returns_;
    std::size_t line_feed_at_ = 0;  // that behind <pre> and <textarea> is no text
    std::size_t nodes_ = 0;
    // Text since the last tag that did something; more than one piece only around tags that did
    // not.
    std::string_view piece_;
    std::size_t piece_offset_ = 0, pieces_ = 0;
    bool references_ = false;  // count in it
    std::string joined_;
};

std::string_view Builder::decoded(std::string_view raw, ReferencePlace place, bool references) {
    const bool returns = has_returns_ && raw.find('\r') != std::string_view::npos;
    references = references && has_references_ && raw.find('&') != std::string_view::npos;
    if (!returns && !references) return raw;
    std::string text = returns ? with_line_feeds(raw) : std::string(raw);
    if (references) text = decode_references(text, place);
    return tree_.decoded.emplace_back(std::move(text));
}

// Names in lower case that are not written so stand in a place that is used again.
std::string_view Builder::kept(std::string_view name) {
    const bool of_document =
        name.data() >= document_.data() && name.data() < document_.data() + document_.size();
    return of_document ? name : std::string_view(tree_.decoded.emplace_back(name));
}

void Builder::flush_text() {
    if (pieces_ == 0) return;
    std::string_view raw = piece_;
    if (pieces_ > 1) raw = tree_.decoded.emplace_back(std::move(joined_));
    joined_.clear();
    pieces_ = 0;
    if (is_blank(raw)) return;
    const std::string_view text = decoded(raw, ReferencePlace::text, references_);
    if (text.data() != raw.data() && is_blank(text)) return;
    TreeNode& node = add_node(piece_offset_);
    node.content = text;
    node.is_text = true;
}

void Builder::text(std::string_view raw, TextKind kind, std::size_t offset) {
    if (!good_) return;
    count(1);
    if (offset == line_feed_at_ && offset > 0 && !raw.empty()) {
        if (raw[0] == '&') return give_up();  // perhaps a line feed, to be dropped as well
        const std::size_t behind = raw.starts_with("\r\n") ? 2 : raw[0] == '\n' || raw[0] == '\r';
        raw.remove_prefix(behind);
        offset += behind;
    }
    if (raw.empty()) return;
    const bool raw_text = kind != TextKind::data;
    if (!is_blank(raw)) back_to_body();
    if (!raw_text && !(place_ == Place::body && nesting_.may_hold_text()) && !is_blank(raw))
        return give_up();
    if (place_ < Place::body && !raw_text) return;
    // Pieces are joined before they are decoded: nothing may come about across a tag between them.
    const std::string_view last = pieces_ > 1 ? std::string_view(joined_) : piece_;
    if (pieces_ > 0 && (last.find('&') != last.npos || last.ends_with('\r'))) return give_up();
    if (++pieces_ == 1) {
        piece_ = raw;
        piece_offset_ = offset;
        references_ = kind == TextKind::data || kind == TextKind::rcdata;
        return;
    }
    if (pieces_ == 2) joined_ = piece_;
    joined_ += raw;
}

void Builder::add_attributes(const StartTag& tag) {
    for (const Attribute& attribute : tag.attributes) {
        if (attribute.raw.size() > limits_.attribute_bytes_max) give_up();
        tree_.attributes.push_back(
            {kept(attribute.name), decoded(attribute.raw, ReferencePlace::attribute, true)});
    }
    if (tree_.attributes.size() > limits_.attributes_total_max) give_up();
}

TreeNode& Builder::add_node(std::size_t offset) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
    TreeNode& node = tree_.nodes.emplace_back();
    node.parent = parent_;
    node.end = index + 1;
    node.offset = static_cast<std::uint32_t>(offset);
    node.attribute = static_cast<std::uint32_t>(tree_.attributes.size());
    return node;
}

std::uint32_t Builder::add(const StartTag& tag, const TagTraits& traits) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
    TreeNode& node = add_node(tag.offset);
    node.content = traits.name;
    node.number = traits.name.empty() ? 0 : tag.number;
    node.attributes = static_cast<std::uint32_t>(tag.attributes.size());
    add_attributes(tag);
    count(1);
    return index;
}

// One that is not written.
std::uint32_t Builder::add_empty(std::string_view name, std::size_t offset) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
    TreeNode& node = add_node(offset);
    node.content = name;
    node.number = name_number(name);
    count(1);
    return index;
}

void Builder::push(const TagTraits& traits, std::uint32_t node) {
    nesting_.push(traits, node);
    parent_ = node;
}

void Builder::close_to(std::size_t depth, bool at_form_end) {
    if (nesting_.depth() == depth) return;
    // The parser puts text that ends with its form behind the form.
    if (!at_form_end) flush_text();
    const auto end = static_cast<std::uint32_t>(tree_.nodes.size());
    while (nesting_.depth() > depth) tree_.nodes[nesting_.pop().node].end = end;
    parent_ = nesting_.top().node;
}

// An element of the head, or one that stands around it and the body. False: none of these.
bool Builder::outside_body(const StartTag& tag, const TagTraits& traits) {
    const auto enter = [&](Place from, Place to) {
        if (place_ != from) return give_up();
        place_ = to;
        outer_[to == Place::html ? 0 : 1] = add(tag, traits);
        parent_ = outer_[to == Place::html ? 0 : 1];
        if (to == Place::body) nesting_.push(traits, parent_);
    };
    switch (tag.number) {
        case name_number("html"):
            enter(Place::start, Place::html);
            return true;
        case name_number("head"):
            enter(Place::html, Place::head);
            return true;
        case name_number("body"):
            enter(Place::behind_head, Place::body);
            return true;
        case name_number("meta"):
        case name_number("link"):
        case name_number("base"):
            if (place_ == Place::head) add(tag, traits);
            return place_ == Place::head;
        case name_number("title"):
        case name_number("script"):
        case name_number("style"):
            if (place_ != Place::head) return false;
            parent_ = add(tag, traits);
            place_ = Place::in_head_element;
            return true;
        default:
            return false;
    }
}

void Builder::start_tag(const StartTag& tag) {
    if (!good_) return;
    flush_text();
    back_to_body();
    if (tag.repeats || tag.cut > 0) return give_up();
    const TagTraits traits = tag_traits(tag.name);
    if (outside_body(tag, traits)) return;
    if (place_ != Place::body) return give_up();
    const Nesting::Step step = nesting_.start(traits, tag.attributes.size());
    if (step.what == Nesting::What::give_up) return give_up();
    close_to(step.keep);
    if (step.what == Nesting::What::leaf) {
        add(tag, traits);
        return;
    }
    if (step.what == Nesting::What::open_in_rows)
        push(tag_traits("tbody"), add_empty("tbody", tag.offset));
    push(traits, add(tag, traits));
    if (tag.number == name_number("pre") || tag.number == name_number("textarea"))
        line_feed_at_ = tag.end;
}

// </head>, </body>, </html> and the ends of what stands in the head. False: none of these.
bool Builder::end_outside_body(std::string_view name) {
    const auto leave = [&](Place to, std::uint32_t parent) {
        flush_text();
        if (place_ == Place::in_head_element || place_ == Place::head)
            tree_.nodes[parent_].end = static_cast<std::uint32_t>(tree_.nodes.size());
        place_ = to;
        parent_ = parent;
        return true;
    };
    const bool bodily = place_ == Place::body && !nesting_.in_table_or_select();
    if (place_ == Place::in_head_element) return leave(Place::head, outer_[1]);
    if (name == "head" && place_ == Place::head) return leave(Place::behind_head, outer_[0]);
    if (name == "body" && bodily) return place_ = Place::behind_body, true;
    if (name == "html" && (bodily || place_ == Place::behind_body))
        return place_ = Place::end, true;
    return false;
}

void Builder::end_tag(std::string_view name, std::size_t offset) {
    if (!good_) return;
    if (end_outside_body(name)) return;
    back_to_body();
    if (place_ != Place::body) return give_up();
    const Nesting::Step step = nesting_.end(tag_traits(name));
    if (step.what == Nesting::What::give_up) return give_up();
    close_to(step.keep, name == "form");
    if (step.what != Nesting::What::empty_paragraph) return;
    flush_text();
    add_empty("p", offset);
}

bool Builder::finish() {
    // Parsers differ in scripts and the like that never end.
    if (!good_ || place_ < Place::body || nesting_.top().tag.is(raw_text)) return false;
    flush_text();
    close_to(1);
    const auto end = static_cast<std::uint32_t>(tree_.nodes.size());
    tree_.nodes[outer_[0]].end = tree_.nodes[outer_[1]].end = end;
    return good_;
}

}  // namespace

bool build_nested(std::string_view document, const DomLimits& limits, Tree& tree) {
    if (document.size() > limits.bytes_max || has_odd_characters(document)) return false;
    TokenizerLimits reading;
    reading.attributes_max = limits.attributes_max;
    Builder builder(document, limits, tree);
    const TokenizerReport report = tokenize(document, builder, reading);
    if (!report.any() && builder.finish() &&
        tree.nodes.size() * sizeof(TreeNode) < limits.tree_bytes_max)
        return true;
    tree = {};
    return false;
}

}  // namespace duwang::html
