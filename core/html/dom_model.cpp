#include "core/html/dom_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/html/tag_ids.h"

namespace duwang::html {
namespace {

// How far back an element is looked for. Looking no further errs on the side of "still open".
constexpr std::size_t look_back = 320;
constexpr std::size_t root_attributes_max = 100;         // of all <html> and <body> tags
constexpr std::size_t formatting_work_max = 20'000'000;  // comparisons of attributes
constexpr std::size_t stray_work_max = 10'000'000;       // elements looked at
constexpr std::size_t misnested_nodes = 8;               // copies made for one misnested end tag

}  // namespace

template <class Wanted, class Stops>
std::size_t DomModel::find(Wanted wanted, Stops stops) const {
    const std::size_t last = open_.size() > look_back ? open_.size() - look_back : 0;
    for (std::size_t i = open_.size(); i > last; --i) {
        const TagTraits& tag = open_[i - 1].tag;
        if (wanted(tag)) return i - 1;
        if (stops(tag)) return none;
    }
    return none;
}

void DomModel::popped(const Open& open) {
    if (open.kept) --kept_;
    if (open.tag.is(foreign) && foreign_depth_ > 0) --foreign_depth_;
    if (open.tag.id == id_template) --templates_;
    if (open.tag.id == id_table) --tables_;
    if (open.tag.id == id_select) --selects_;
    if (open.tag.id == id_p) --paragraphs_;
    if (open.tag.is(marker) && open.kept) {
        while (!formatting_.empty() && formatting_.back() != 0) formatting_.pop_back();
        if (!formatting_.empty()) formatting_.pop_back();
        const auto mark = std::find(formatting_.rbegin(), formatting_.rend(), 0);
        live_ = static_cast<std::size_t>(mark - formatting_.rbegin());
    }
}

// Closes everything down to `index`; tells whether that element was kept.
bool DomModel::pop_to(std::size_t index) {
    const bool kept = open_[index].kept;
    while (open_.size() > index) {
        popped(open_.back());
        open_.pop_back();
    }
    pending_ = live_;
    return kept;
}

bool DomModel::count_nodes(std::size_t nodes) {
    nodes_ += nodes;
    if (nodes_ <= limits_.nodes_max) return true;
    exceed(fmt::format("dom: flattened, more than {} elements", limits_.nodes_max));
    return false;
}

bool DomModel::text() {
    const std::size_t reopened = pending_;
    pending_ = 0;
    return count_nodes(reopened + 1);
}

bool DomModel::comment() { return count_nodes(1); }

// Every <body> adds its attributes to the first one.
bool DomModel::count_attributes(const StartTag& tag, const TagTraits& traits) {
    attributes_ += tag.attributes.size();
    if (attributes_ > limits_.attributes_total_max)
        exceed(
            fmt::format("dom: flattened, more than {} attributes", limits_.attributes_total_max));
    if (traits.id != id_html && traits.id != id_body) return true;
    root_attributes_ += tag.attributes.size();
    if (root_attributes_ <= root_attributes_max) return true;
    exceed("dom: flattened, too many attributes of html or body");
    return false;
}

// The open element a table part closes at its start tag or names at its end tag.
std::size_t DomModel::find_part(const TagTraits& traits, bool at_end_tag) const {
    const auto same = [&](const TagTraits& open) {
        if (at_end_tag) return open.id == traits.id;
        if (traits.id == id_td || traits.id == id_th) return open.id == id_td || open.id == id_th;
        if (is_row_group(traits.id)) return is_row_group(open.id);
        return open.id == traits.id;
    };
    return find(same, [&](const TagTraits& open) {
        return open.id == id_table || open.id == id_template || open.id == id_select ||
               (!at_end_tag && open.is(foreign));
    });
}

// <li>, <dd>, <dt>: an open one ends, unless another block stands between.
void DomModel::close_item(const TagTraits& traits) {
    const auto same = [&](const TagTraits& open) {
        return traits.id == id_li ? open.id == id_li : open.id == id_dd || open.id == id_dt;
    };
    const std::size_t at = find(same, [](const TagTraits& open) {
        return open.is(foreign) ||
               (open.is(special) && open.id != id_p && open.id != id_div && open.id != id_address);
    });
    if (at != none) pop_to(at);
}

void DomModel::auto_close(const TagTraits& traits) {
    if (selects_ > 0 && (traits.id == id_input || traits.id == id_keygen ||
                         traits.id == id_textarea || traits.id == id_select)) {
        const std::size_t at = find([](const TagTraits& open) { return open.id == id_select; },
                                    [](const TagTraits& open) { return open.id == id_template; });
        if (at != none) pop_to(at);
    }
    if (foreign_depth_ > 0) return;
    if (traits.id == id_li || traits.id == id_dd || traits.id == id_dt) close_item(traits);
    const bool ends_p =
        traits.is(closes_p) || traits.id == id_li || traits.id == id_dd || traits.id == id_dt;
    if (ends_p && paragraphs_ > 0) {
        const std::size_t at = find([](const TagTraits& open) { return open.id == id_p; },
                                    [](const TagTraits& open) {
                                        return open.is(scope | foreign) || open.id == id_button ||
                                               open.id == id_select;
                                    });
        if (at != none) pop_to(at);
    }
    if (open_.empty()) return;
    const TagTraits& top = open_.back().tag;
    if (traits.is(heading) && top.is(heading)) pop_to(open_.size() - 1);
    if (traits.id == id_option && top.id == id_option) pop_to(open_.size() - 1);
    // Groups nest outside of a select.
    if (traits.id == id_optgroup &&
        (top.id == id_option || (top.id == id_optgroup && selects_ > 0)))
        pop_to(open_.size() - 1);
    if (traits.id == id_button) {
        const std::size_t at = find(
            [](const TagTraits& open) { return open.id == id_button; },
            [](const TagTraits& open) { return open.is(scope | foreign) || open.id == id_select; });
        if (at != none) pop_to(at);
    }
    if (traits.is(table_part) && !traits.is(is_void))
        if (const std::size_t at = find_part(traits, false); at != none) pop_to(at);
}

// Elements that never hold others.
bool DomModel::leaf(const StartTag& tag, const TagTraits& traits) const {
    if (foreign_depth_ > 0) return tag.self_closing || (traits.is(is_void) && traits.is(breakout));
    if (traits.is(is_void | raw_text)) return true;
    if (traits.id == id_html || traits.id == id_body || traits.id == id_head) return true;
    return traits.is(table_part) && tables_ == 0 && templates_ == 0;
}

bool DomModel::push(const TagTraits& traits) {
    bool keep = true;
    if (traits.is(foreign)) ++foreign_depth_;
    if (traits.id == id_template) ++templates_;
    if (traits.id == id_table) ++tables_;
    if (traits.id == id_select) ++selects_;
    if (traits.id == id_p) ++paragraphs_;
    if ((traits.is(foreign) || traits.id == id_template) &&
        foreign_depth_ + templates_ > limits_.foreign_max) {
        exceed(fmt::format("dom: flattened, more than {} nested svg, math or template",
                           limits_.foreign_max));
        keep = false;
    }
    if (kept_ >= limits_.depth_max) {
        exceed(fmt::format("dom: flattened, deeper than {} elements", limits_.depth_max));
        keep = false;
    }
    open_.push_back({traits, keep});
    if (!keep) return false;
    ++kept_;
    if (traits.is(marker)) formatting_.push_back(0), live_ = 0;
    return true;
}

std::size_t DomModel::find_formatting(std::uint64_t id) const {
    for (std::size_t i = formatting_.size(); i > 0 && formatting_[i - 1] != 0; --i)
        if (formatting_[i - 1] == id) return i - 1;
    return none;
}

// Ends a formatting element: only what is no block ends with it. True when it was kept.
bool DomModel::close_link(const TagTraits& traits) {
    if (const std::size_t listed = find_formatting(traits.id); listed != none) {
        formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(listed));
        --live_;
    }
    bool block_between = false;
    const std::size_t at = find(
        [&](const TagTraits& open) {
            block_between = block_between || (open.is(special) && open.id != traits.id);
            return open.id == traits.id;
        },
        [](const TagTraits& open) { return open.is(scope); });
    if (at == none) return true;
    if (!block_between) return pop_to(at);
    const Open gone = open_[at];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
    popped(gone);
    nodes_ += misnested_nodes;
    return gone.kept;
}

bool DomModel::start_formatting(const StartTag& tag, const TagTraits& traits) {
    if (plain_ && traits.id != id_a) return false;
    if (traits.id == id_a && find_formatting(id_a) != none) close_link(traits);
    const std::size_t reopened = pending_;
    pending_ = 0;
    if (!count_nodes(reopened + 1)) return false;
    work_ += live_ * (tag.attributes.size() * tag.attributes.size() + 1);
    const bool keep = kept_ < limits_.depth_max || traits.id == id_a;
    open_.push_back({traits, keep});
    if (!keep) {
        exceed(fmt::format("dom: flattened, deeper than {} elements", limits_.depth_max));
        return false;
    }
    ++kept_;
    ++live_;
    formatting_.push_back(traits.id);
    if (live_ > limits_.formatting_max || work_ > formatting_work_max) {
        exceed(fmt::format("dom: flattened, more than {} open formatting elements",
                           limits_.formatting_max));
        plain_ = true;
    }
    return true;
}

bool DomModel::end_formatting(const TagTraits& traits) {
    if (plain_ && traits.id != id_a) return false;
    if (find_formatting(traits.id) == none) return open_.empty() || open_.back().kept;
    return close_link(traits);
}

bool DomModel::start(const StartTag& tag) {
    const TagTraits traits = tag_traits(tag.name);
    if (nodes_ > limits_.nodes_max) return false;
    if (traits.id == id_frameset) frameset_seen_ = true;
    if (!count_attributes(tag, traits)) return false;
    if (traits.is(formatting)) return start_formatting(tag, traits);
    const bool had_select = selects_ > 0;
    auto_close(traits);
    const std::size_t reopened = pending_;
    pending_ = 0;
    if (!count_nodes(reopened + 1)) return false;
    if (leaf(tag, traits) || (traits.id == id_select && had_select)) return true;
    return push(traits);
}

// The open element that an end tag closes.
std::size_t DomModel::find_end(const TagTraits& traits) const {
    const auto same = [&](const TagTraits& open) { return open.id == traits.id; };
    const auto at_scope = [](const TagTraits& open) {
        return open.is(scope) || open.id == id_select;
    };
    if (traits.id == id_select || traits.id == id_template)
        return find(same, [](const TagTraits& open) { return open.id == id_template; });
    if (traits.id == id_table)
        return find(same, [](const TagTraits& open) {
            return open.id == id_template || open.id == id_select;
        });
    if (traits.is(table_part)) return find_part(traits, true);
    if (traits.is(heading))
        return find([](const TagTraits& open) { return open.is(heading); }, at_scope);
    if (traits.id == id_li)
        return find(same, [&](const TagTraits& open) {
            return at_scope(open) || open.id == tag_id("ul") || open.id == tag_id("ol");
        });
    if (traits.id == id_p)
        return find(same,
                    [&](const TagTraits& open) { return at_scope(open) || open.id == id_button; });
    if (traits.is(generic_end) || traits.id == id_form || traits.id == id_dd || traits.id == id_dt)
        return find(same, at_scope);
    const auto at_special = [](const TagTraits& open) {
        return open.is(special) || open.id == id_select;
    };
    if (traits.is(known)) return find(same, at_special);
    // Parsers that do not tell names apart that they do not know would close another one.
    const std::size_t at = find([](const TagTraits& open) { return !open.is(known); }, at_special);
    return at != none && open_[at].tag.id == traits.id ? at : none;
}

// An end tag that closes nothing is looked for in everything that is open.
bool DomModel::too_many_strays() {
    stray_work_ += std::min(kept_, look_back) + live_;
    if (stray_work_ <= stray_work_max) return false;
    exceed("dom: flattened, too many end tags that end nothing");
    return true;
}

bool DomModel::end(std::string_view name) {
    const TagTraits traits = tag_traits(name);
    if (nodes_ > limits_.nodes_max) return false;
    if (traits.id == id_body || traits.id == id_html || traits.id == id_head) return true;
    if (traits.is(formatting)) return end_formatting(traits);
    if (traits.is(is_void | raw_text) && foreign_depth_ == 0) return true;
    const std::size_t at = find_end(traits);
    if (at == none) {
        if (traits.id == id_p) count_nodes(1);  // an empty paragraph
        return (open_.empty() || open_.back().kept) && !too_many_strays();
    }
    if (traits.id != id_form) return pop_to(at);
    const Open gone = open_[at];  // what it holds stays open
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
    popped(gone);
    pending_ = live_;
    return gone.kept;
}

}  // namespace duwang::html
