#include "crawler/list/finder.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::size_t item_chars_max = 1500;
constexpr std::size_t links_per_item_max = 30;
constexpr int elements_per_item_max = 2000;
// Of lists without dates: menus say less with each of their links.
constexpr std::size_t titles_min = 3, title_chars_min = 8, title_chars_max = 200,
                      mean_chars_min = 10;

// What one element holds outside of lists nested in it.
struct Holding {
    Node node;
    int parent = -1;
    int last = 0;  // index behind its last descendant, in preorder
    std::size_t links = 0;
    std::size_t chars = 0;
    bool may_hold_date = false;  // somewhere in it, lists included
    bool dated = false;
    bool is_list = false;
    std::vector<int> items;  // children (first of a pair) that are entries
};

class ListFinder {
  public:
    ListFinder(const html::Document& document, const Date& as_of) : as_of_(as_of) {
        collect(document.root());
    }
    FoundLists run();

  private:
    void collect(Node root);
    void skip(Node element, int parent);
    void children_of(int index);
    void look_at(int index);
    void mark_items(int index);
    void mark_pairs(int index);
    FoundList told(const Holding& list) const;
    void find_titles(FoundLists& found);

    Date as_of_;
    std::vector<Holding> all_;
    std::vector<int> children_;  // of the element that is looked at
    bool by_day_ = false;
};

// What is no part of the page's text is no part of its lists, but an entry may say it.
void ListFinder::skip(Node element, int parent) {
    if (parent < 0 || element.number() == tag_number("script") ||
        element.number() == tag_number("style"))
        return;
    bool& dates = all_[static_cast<std::size_t>(parent)].may_hold_date;
    for (Node at = element; at && !dates; at = at.next(element))
        dates = may_hold_date(at.own_text());
}

void ListFinder::collect(Node root) {
    all_.reserve(root.end());
    std::vector<int> places(root.end(), -1);  // of elements, in all_
    for (Node at = root; at;) {
        const int parent = at == root ? -1 : places[at.parent().index()];
        if (at.is_text()) {
            Holding& around = all_[static_cast<std::size_t>(parent)];
            around.chars += count_code_points(at.own_text());
            around.may_hold_date = around.may_hold_date || may_hold_date(at.own_text());
            at = at.next(root);
            continue;
        }
        const std::uint64_t number = at.number();
        switch (number) {
            case tag_number("script"):
            case tag_number("style"):
            case tag_number("head"):
            case tag_number("select"):
            case tag_number("template"):
                skip(at, parent);
                at = at.skip_inside(root);
                continue;
            default:
                break;
        }
        Holding holding;
        holding.node = at;
        holding.parent = parent;
        if (number == tag_number("a") && at.has_attr("href")) {
            holding.links = 1;
            holding.may_hold_date = may_hold_date(at.attr("title"));
        }
        places[at.index()] = static_cast<int>(all_.size());
        all_.push_back(std::move(holding));
        at = at.next(root);
    }
}

void ListFinder::mark_items(int index) {
    Holding& holding = all_[static_cast<std::size_t>(index)];
    for (int child : children_) {
        const Holding& one = all_[static_cast<std::size_t>(child)];
        if (one.links > 0 && one.dated && one.links <= links_per_item_max &&
            one.chars <= item_chars_max)
            holding.items.push_back(child);
    }
    const std::string_view tag = holding.node.tag();
    const bool single = holding.items.size() == 1 && (tag == "ul" || tag == "ol");
    holding.is_list = holding.items.size() >= 2 || single;
    if (!holding.is_list) holding.items.clear();
}

// <dt><a>…</a></dt><dd>2026-08-25</dd>: a link and the date behind it are siblings.
void ListFinder::mark_pairs(int index) {
    Holding& holding = all_[static_cast<std::size_t>(index)];
    if (holding.node.tag() == "tr") return;
    for (std::size_t i = 0; i + 1 < children_.size(); ++i) {
        const Holding& link = all_[static_cast<std::size_t>(children_[i])];
        const Holding& date = all_[static_cast<std::size_t>(children_[i + 1])];
        if (link.links > 0 && !link.dated && date.links == 0 && date.dated && date.chars < 60)
            holding.items.push_back(children_[i]);
    }
    holding.is_list = holding.items.size() >= 2;
    if (!holding.is_list) holding.items.clear();
}

void ListFinder::children_of(int index) {
    children_.clear();
    const int last = all_[static_cast<std::size_t>(index)].last;
    for (int i = index + 1; i < last; i = all_[static_cast<std::size_t>(i)].last)
        children_.push_back(i);
}

// Called from the last element to the first, so children are known before their parents.
void ListFinder::look_at(int index) {
    children_of(index);
    Holding& holding = all_[static_cast<std::size_t>(index)];
    for (int child : children_) {
        const Holding& one = all_[static_cast<std::size_t>(child)];
        holding.may_hold_date = holding.may_hold_date || one.may_hold_date;
        if (one.is_list) continue;
        holding.links += one.links;
        holding.chars += one.chars;
    }
    mark_items(index);
    if (!holding.is_list) mark_pairs(index);
    if (holding.is_list || holding.chars > item_chars_max) return;
    if (holding.last - index > elements_per_item_max) return;
    holding.dated = std::ranges::any_of(children_, [&](int child) {
        const Holding& one = all_[static_cast<std::size_t>(child)];
        return one.dated && !one.is_list;
    });
    if (holding.dated || holding.chars == 0 || !holding.may_hold_date) return;
    const Entry entry = read_entry(holding.node);
    if (may_hold_date(entry.outside) || may_hold_date(entry.inside) ||
        may_hold_date(entry.full_title))
        holding.dated = !date_of(entry, {}, as_of_, by_day_).iso.empty();
}

FoundList ListFinder::told(const Holding& list) const {
    FoundList found;
    found.node = list.node;
    for (const int index : list.items) {
        const Holding& one = all_[static_cast<std::size_t>(index)];
        Node beside;
        if (!one.dated && one.last < static_cast<int>(all_.size()))
            beside = all_[static_cast<std::size_t>(one.last)].node;
        found.entries.push_back({one.node, beside});
    }
    return found;
}

// Nothing is dated: the element whose children say most as links, one title each.
void ListFinder::find_titles(FoundLists& found) {
    std::size_t most = 0;
    FoundList best;
    for (int i = 0; i < static_cast<int>(all_.size()); ++i) {
        const Holding& holding = all_[static_cast<std::size_t>(i)];
        if (holding.links < titles_min || holding.chars <= most) continue;
        children_of(i);
        FoundList list;
        list.node = holding.node;
        list.dated = false;
        std::size_t chars = 0;
        for (const int child : children_) {
            const Holding& one = all_[static_cast<std::size_t>(child)];
            if (one.links != 1 || one.chars < title_chars_min || one.chars > title_chars_max)
                continue;
            list.entries.push_back({one.node, {}});
            chars += one.chars;
        }
        const std::size_t count = list.entries.size();
        if (count < titles_min || chars / count < mean_chars_min || chars <= most) continue;
        most = chars;
        best = std::move(list);
    }
    if (most > 0) found.lists.push_back(std::move(best));
}

bool is_same_list(Node one, Node other) {
    return one.parent() == other.parent() && one.tag() == other.tag() &&
           one.attr("class") == other.attr("class") && one.attr("style") == other.attr("style");
}

// L02: a list in blocks of five, each in an element of its own, is one list.
void join_blocks(std::vector<FoundList>& lists) {
    std::vector<FoundList> joined;
    for (FoundList& list : lists) {
        if (!joined.empty() && is_same_list(joined.back().node, list.node)) {
            std::vector<FoundEntry>& entries = joined.back().entries;
            entries.insert(entries.end(), list.entries.begin(), list.entries.end());
        } else {
            joined.push_back(std::move(list));
        }
    }
    lists = std::move(joined);
}

FoundLists ListFinder::run() {
    const int count = static_cast<int>(all_.size());
    for (int i = count - 1; i >= 0; --i) {
        Holding& holding = all_[static_cast<std::size_t>(i)];
        holding.last = std::max(holding.last, i + 1);
        if (holding.parent >= 0) {
            int& outer = all_[static_cast<std::size_t>(holding.parent)].last;
            outer = std::max(outer, holding.last);
        }
        look_at(i);
    }
    FoundLists found;
    std::vector<bool> is_item(all_.size());
    for (int i = 0; i < count; ++i) {
        const Holding& holding = all_[static_cast<std::size_t>(i)];
        // A list inside an entry is its "相关解读" (L03), not a list of the page.
        if (is_item[static_cast<std::size_t>(i)]) {
            i = holding.last - 1;
            continue;
        }
        if (!holding.is_list) continue;
        for (const int item : holding.items) is_item[static_cast<std::size_t>(item)] = true;
        found.lists.push_back(told(holding));
    }
    if (found.lists.empty()) find_titles(found);
    join_blocks(found.lists);
    found.by_day = by_day_;
    return found;
}

}  // namespace

FoundLists find_lists(const html::Document& document, const Date& as_of) {
    return ListFinder(document, as_of).run();
}

}  // namespace duwang::crawler
