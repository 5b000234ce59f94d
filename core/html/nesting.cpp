#include "core/html/nesting.h"

#include <algorithm>

#include "core/html/tag_ids.h"

namespace duwang::html {
namespace {

// Far below what the guard lets through to a DOM parser.
constexpr std::size_t depth_max = 200;
constexpr std::size_t formatting_max = 16;
constexpr std::ptrdiff_t same_formatting_max = 2;  // of a third alike the first is forgotten
constexpr std::size_t formatting_work_max = 10'000'000;

// Elements with rules of their own that hardly any page needs, and those that parsers differ in.
bool is_left_to_others(const TagTraits& tag) {
    switch (tag.id) {
        case tag_id("html"):
        case tag_id("head"):
        case tag_id("body"):
        case tag_id("image"):
        case tag_id("isindex"):
        case tag_id("nextid"):
        case tag_id("keygen"):
        case tag_id("menuitem"):
        case tag_id("template"):
        case tag_id("svg"):
        case tag_id("math"):
        case tag_id("mglyph"):
        // Special in svg and math only; the table of traits knows no difference.
        case tag_id("foreignobject"):
        case tag_id("desc"):
        case tag_id("mi"):
        case tag_id("mo"):
        case tag_id("mn"):
        case tag_id("ms"):
        case tag_id("mtext"):
        case tag_id("annotation-xml"):
        case tag_id("malignmark"):
        case tag_id("frameset"):
        case tag_id("frame"):
        case tag_id("plaintext"):
        case tag_id("listing"):
        case tag_id("nobr"):
        case tag_id("noembed"):
        case tag_id("noframes"):
        case tag_id("xmp"):
        case tag_id("applet"):
        case tag_id("ruby"):
        case tag_id("rt"):
        case tag_id("rp"):
        case tag_id("rb"):
        case tag_id("rtc"):
        case tag_id("dialog"):
        case tag_id("search"):
        case tag_id("basefont"):
        case tag_id("bgsound"):
            return true;
        default:
            return false;
    }
}

bool is_cell(std::uint64_t id) { return id == id_td || id == id_th; }
// Between whose parts nothing else may stand.
bool is_table_frame(std::uint64_t id) {
    return id == id_table || id == id_tr || is_row_group(id) || id == id_colgroup;
}

bool is_scope(const TagTraits& tag) { return tag.is(scope); }

}  // namespace

void Nesting::push(const TagTraits& tag, std::uint32_t node) {
    open_.push_back({tag, node});
    if (tag.is(formatting)) formatting_.push_back(tag.id);
    tables_ += tag.id == id_table;
    selects_ += tag.id == id_select;
    paragraphs_ += tag.id == id_p;
    form_ = form_ || tag.id == id_form;
    buttons_ += tag.id == id_button;
}

Nesting::Open Nesting::pop() {
    const Open gone = open_.back();
    open_.pop_back();
    if (gone.tag.is(formatting)) formatting_.pop_back();
    tables_ -= gone.tag.id == id_table;
    selects_ -= gone.tag.id == id_select;
    paragraphs_ -= gone.tag.id == id_p;
    buttons_ -= gone.tag.id == id_button;
    return gone;
}

bool Nesting::may_hold_text() const { return !is_table_frame(top().tag.id); }

// Formatting that ends with another element would be opened again behind it.
template <class Wanted, class Stops>
Nesting::Step Nesting::close_at(Wanted wanted, Stops stops) const {
    for (std::size_t i = open_.size(); i > 1; --i) {
        const TagTraits& tag = open_[i - 1].tag;
        if (wanted(tag)) return {What::close, i - 1};
        if (tag.id == id_main) return {};  // a block to some parsers only
        if (stops(tag)) break;
        if (tag.is(formatting)) return {};
    }
    return {What::ignore, open_.size()};
}

// A paragraph ends where a block begins. False: that would be a repair.
bool Nesting::close_paragraph(std::size_t& keep) const {
    if (paragraphs_ == 0) return true;
    bool formatted = false;
    for (std::size_t i = keep; i > 1; --i) {
        const TagTraits& tag = open_[i - 1].tag;
        if (tag.id == id_p) return keep = i - 1, !formatted;
        if (tag.is(scope) || tag.id == id_button) break;
        formatted = formatted || tag.is(formatting);
    }
    return true;
}

// <li>, <dd>, <dt>: an open one ends, unless another block stands between.
bool Nesting::close_item(const TagTraits& item, std::size_t& keep) const {
    bool formatted = false;
    for (std::size_t i = keep; i > 1; --i) {
        const TagTraits& tag = open_[i - 1].tag;
        const bool same = item.id == id_li ? tag.id == id_li : tag.id == id_dd || tag.id == id_dt;
        if (same) return keep = i - 1, !formatted;
        if (tag.id == id_main) return false;
        if (tag.is(special) && tag.id != id_p && tag.id != id_div && tag.id != id_address) break;
        formatted = formatted || tag.is(formatting);
    }
    return true;
}

Nesting::Step Nesting::start_in_select(const TagTraits& tag) const {
    std::size_t keep = open_.size();
    if (tag.id != id_option && tag.id != id_optgroup) return {};
    if (open_[keep - 1].tag.id == id_option) --keep;
    if (tag.id == id_optgroup && open_[keep - 1].tag.id == id_optgroup) --keep;
    return {What::open, keep};
}

// Where `keep` elements stay open, the last of them part of a table.
Nesting::Step Nesting::start_in_table(const TagTraits& tag, std::size_t keep) const {
    const std::uint64_t around = open_[keep - 1].tag.id;
    if (tag.id == id_script || tag.id == id_style) return {What::open, keep};
    const bool part = is_row_group(tag.id) || tag.id == id_caption || tag.id == id_colgroup;
    if (around == id_table) {
        if (tag.id == id_tr) return {What::open_in_rows, keep};
        return {part ? What::open : What::give_up, keep};
    }
    if (around == id_tr) {
        if (is_cell(tag.id)) return {What::open, keep};
        return tag.id == id_tr || part ? start_in_table(tag, keep - 1) : Step{};
    }
    if (is_row_group(around)) {
        if (tag.id == id_tr) return {What::open, keep};
        return part ? start_in_table(tag, keep - 1) : Step{};
    }
    if (tag.id == id_col) return {What::leaf, keep};
    return tag.id == id_tr || part ? start_in_table(tag, keep - 1) : Step{};
}

// A cell ends with the next one, and formatting with the cell.
Nesting::Step Nesting::start_from_cell(const TagTraits& tag) const {
    for (std::size_t i = open_.size(); i > 1; --i) {
        const std::uint64_t id = open_[i - 1].tag.id;
        if (is_cell(id)) return start_in_table(tag, i - 1);
        if (id == id_table || id == id_caption) break;
    }
    return {};
}

Nesting::Step Nesting::start_formatting(const TagTraits& tag, std::size_t attributes) {
    work_ += formatting_.size() * (attributes * attributes + 1);
    const std::ptrdiff_t same = std::ranges::count(formatting_, tag.id);
    if (same >= (tag.id == id_a ? 1 : same_formatting_max)) return {};
    if (formatting_.size() >= formatting_max || work_ > formatting_work_max) return {};
    return {What::open, open_.size()};
}

Nesting::Step Nesting::start(const TagTraits& tag, std::size_t attributes) {
    std::size_t keep = open_.size();
    if (keep >= depth_max || is_left_to_others(tag)) return {};
    if (selects_ > 0) return start_in_select(tag);
    if (is_table_frame(top().tag.id)) return start_in_table(tag, keep);
    if (tag.is(table_part)) return start_from_cell(tag);
    if (tag.is(formatting)) return start_formatting(tag, attributes);
    if (tag.id == id_option || tag.id == id_optgroup) return {};
    if ((tag.id == id_form && form_) || (tag.id == id_button && buttons_ > 0)) return {};
    // Whether a table ends a paragraph depends on the document type.
    if (tag.id == id_table) return {paragraphs_ > 0 ? What::give_up : What::open, keep};
    const bool item = tag.id == id_li || tag.id == id_dd || tag.id == id_dt;
    if (item && !close_item(tag, keep)) return {};
    if ((item || tag.is(closes_p)) && !close_paragraph(keep)) return {};
    if (tag.is(heading) && open_[keep - 1].tag.is(heading)) return {};
    return {tag.is(is_void) ? What::leaf : What::open, keep};
}

Nesting::Step Nesting::end_in_select(const TagTraits& tag) const {
    const std::size_t keep = open_.size();
    if (tag.id == id_optgroup && top().tag.id == id_option && open_[keep - 2].tag.id == id_optgroup)
        return {What::close, keep - 2};
    if (tag.id != id_select) return {};
    return close_at([](const TagTraits& open) { return open.id == id_select; }, is_scope);
}

Nesting::Step Nesting::end_in_table(const TagTraits& tag) const {
    if (tables_ == 0) return {What::ignore, open_.size()};
    bool formatted = false;
    for (std::size_t i = open_.size(); i > 1; --i) {
        const TagTraits& open = open_[i - 1].tag;
        if (is_cell(open.id)) formatted = false;  // ends with the cell
        if (open.id == tag.id) return {formatted ? What::give_up : What::close, i - 1};
        if (open.id == id_table) return {What::ignore, open_.size()};
        if (open.id == id_caption || open.id == id_colgroup) break;
        formatted = formatted || open.is(formatting);
    }
    return {};
}

// Ends what is no block.
Nesting::Step Nesting::end_formatting(const TagTraits& tag) const {
    if (std::ranges::count(formatting_, tag.id) == 0) return {What::ignore, open_.size()};
    const Step step = close_at([&](const TagTraits& open) { return open.id == tag.id; },
                               [](const TagTraits& open) { return open.is(special | scope); });
    return step.what == What::ignore ? Step{} : step;
}

Nesting::Step Nesting::end_other(const TagTraits& tag) const {
    bool unknown_between = false;
    const Step step = close_at(
        [&](const TagTraits& open) {
            unknown_between = unknown_between || !open.is(known);
            return open.id == tag.id;
        },
        [](const TagTraits& open) { return open.is(special); });
    // Some parsers do not tell apart the names that they do not know.
    return !tag.is(known) && unknown_between ? Step{} : step;
}

Nesting::Step Nesting::end(const TagTraits& tag) {
    if (tag.id == top().tag.id && open_.size() > 1) {
        if (tag.id == id_form) form_ = false;
        return {What::close, open_.size() - 1};
    }
    if (tag.id == id_br || is_left_to_others(tag)) return {};
    if (selects_ > 0) return end_in_select(tag);
    if (tag.is(table_part) || tag.id == id_table) return end_in_table(tag);
    const bool framed = is_table_frame(top().tag.id);
    const auto same = [&](const TagTraits& open) { return open.id == tag.id; };
    // Parsers differ in which <object> an end tag means.
    if (framed || tag.is(marker)) {
        const bool open = std::ranges::any_of(open_, [&](const Open& o) { return same(o.tag); });
        return {open || tag.id == id_p ? What::give_up : What::ignore, open_.size()};
    }
    if (tag.is(formatting)) return end_formatting(tag);
    if (tag.id == id_form) return {form_ ? What::give_up : What::ignore, open_.size()};
    if (tag.id == id_p) {
        const Step step = close_at(
            same, [](const TagTraits& open) { return open.is(scope) || open.id == id_button; });
        return step.what == What::ignore ? Step{What::empty_paragraph, step.keep} : step;
    }
    if (tag.is(heading)) {
        const Step step =
            close_at([](const TagTraits& open) { return open.is(heading); }, is_scope);
        return step.what == What::close && !same(open_[step.keep].tag) ? Step{} : step;
    }
    if (tag.id == id_li)
        return close_at(same, [](const TagTraits& open) {
            return open.is(scope) || open.id == id_ul || open.id == id_ol;
        });
    if (tag.is(generic_end) || tag.id == id_dd || tag.id == id_dt) return close_at(same, is_scope);
    return end_other(tag);
}

}  // namespace duwang::html
