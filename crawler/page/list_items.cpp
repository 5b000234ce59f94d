#include "crawler/page/list_items.h"

#include <algorithm>
#include <unordered_set>

#include "core/html/document.h"
#include "core/text/normalise.h"
#include "crawler/page/dates.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::size_t item_chars_max = 1500;
constexpr std::size_t items_max = 2000;
constexpr std::size_t links_per_item_max = 30;
constexpr int elements_per_item_max = 2000;
constexpr std::size_t full_title_max = 8192;  // of a title, in characters

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

// An entry's parts as read from its element.
struct Entry {
    std::string outside;  // text outside links
    std::string title;    // of the best link
    std::string full_title;
    std::string inside;  // text of all links
    std::string href;
};

class ListFinder {
  public:
    ListFinder(const html::Document& document, const PageContext& context, TargetCache& targets)
        : context_(context), targets_(targets) {
        collect(document.root());
    }
    std::vector<ListItem> run();
    // Another day than `as_of` could have led to other items.
    bool by_day() const { return by_day_; }

  private:
    std::vector<FoundDate> dates_in(std::string_view text) const {
        return find_dates(text, context_.as_of, &by_day_);
    }
    void collect(Node root);
    void skip(Node element, int parent);
    void look_at(int index);
    void mark_items(int index, const std::vector<int>& children);
    void mark_pairs(int index, const std::vector<int>& children);
    std::string date_of(const Entry& entry, std::string_view address) const;
    Entry read(Node element) const;
    void read_link(Node link, Entry& entry) const;
    void emit(const Holding& list, std::vector<ListItem>& out);

    const PageContext& context_;
    TargetCache& targets_;
    std::vector<Holding> all_;
    std::vector<int> children_;  // of the element that is looked at
    std::unordered_set<std::string> seen_;
    mutable bool by_day_ = false;
};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_ellipsis(std::string_view text) {
    for (bool more = true; more;) {
        more = false;
        for (std::string_view dots : {"…", "...", "。。。", "．．．"})
            if (text.ends_with(dots)) text.remove_suffix(dots.size()), more = true;
    }
    return std::string(trim_blanks(text));
}

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

void ListFinder::read_link(Node link, Entry& entry) const {
    std::string shown = link.text();
    if (!shown.empty()) entry.inside.append(" ").append(shown);
    const std::string_view href = link.attr("href");
    if (shown.empty() || trim_blanks(href).empty() || has_placeholder(href)) return;  // L05
    // The longest text is most like a title (L04: one row, several links to one address).
    if (count_code_points(shown) <= count_code_points(entry.title)) return;
    entry.title = std::move(shown);
    entry.full_title = collapse_blanks(truncate_code_points(link.attr("title"), full_title_max));
    entry.href = href;
}

// Text outside links and inside them, nested lists left out.
Entry ListFinder::read(Node element) const {
    Entry entry;
    for (Node at = element; at;) {
        if (at.is_text()) {
            entry.outside += at.own_text();
            at = at.next(element);
            continue;
        }
        const std::uint64_t tag = at.number();
        const bool list =
            tag == tag_number("ul") || tag == tag_number("ol") || tag == tag_number("table");
        const bool link = tag == tag_number("a");
        if (link && at.has_attr("href")) {
            read_link(at, entry);
            at = at.skip_inside(element);
        } else if (tag == tag_number("script") || tag == tag_number("style") ||
                   (list && !(at == element) && !entry.title.empty())) {
            at = at.skip_inside(element);
        } else {
            if (link || html::is_block_element(at.tag())) entry.outside += ' ';
            at = at.next(element);
        }
    }
    entry.outside = collapse_blanks(entry.outside);
    return entry;
}

// L06: the title attribute is the whole title when it begins with what is shown.
std::string title_of(const Entry& entry) {
    if (entry.full_title == entry.title) return entry.title;
    const std::string shown = without_ellipsis(entry.title);
    if (!entry.full_title.empty() &&
        strip_blanks(entry.full_title).starts_with(strip_blanks(shown)))
        return entry.full_title;
    return entry.title;
}

std::string ListFinder::date_of(const Entry& entry, std::string_view address) const {
    std::vector<FoundDate> found = dates_in(entry.outside);
    if (found.empty()) {
        // Inside the link only at its ends: dates in the middle belong to the title.
        const std::string inside(trim_blanks(fold_width(entry.inside)));
        for (FoundDate& date : dates_in(inside)) {
            const std::size_t at = inside.find(date.text);
            const std::size_t end = at + date.text.size();
            if (at <= 1 || end + 1 >= inside.size()) found.push_back(std::move(date));
        }
    }
    if (found.empty() && std::ranges::none_of(entry.title, is_ascii_digit))
        found = dates_in(entry.full_title);
    if (found.empty()) return {};
    const auto full = std::find_if(found.begin(), found.end(),
                                   [](const FoundDate& date) { return !date.year_assumed; });
    FoundDate& best = full != found.end() ? *full : found.front();
    if (!best.year_assumed) return best.iso;
    const std::optional<Url> url = parse_url(address);
    const Date in_path = url ? date_in_path(url->path()) : Date{};
    if (in_path.year > 0 && in_path.month == best.date.month) best.date.year = in_path.year;
    return best.date.iso();
}

void ListFinder::mark_items(int index, const std::vector<int>& children) {
    Holding& holding = all_[static_cast<std::size_t>(index)];
    for (int child : children) {
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
void ListFinder::mark_pairs(int index, const std::vector<int>& children) {
    Holding& holding = all_[static_cast<std::size_t>(index)];
    if (holding.node.tag() == "tr") return;
    for (std::size_t i = 0; i + 1 < children.size(); ++i) {
        const Holding& link = all_[static_cast<std::size_t>(children[i])];
        const Holding& date = all_[static_cast<std::size_t>(children[i + 1])];
        if (link.links > 0 && !link.dated && date.links == 0 && date.dated && date.chars < 60)
            holding.items.push_back(children[i]);
    }
    holding.is_list = holding.items.size() >= 2;
    if (!holding.is_list) holding.items.clear();
}

// Called from the last element to the first, so children are known before their parents.
void ListFinder::look_at(int index) {
    std::vector<int>& children = children_;
    children.clear();
    Holding& holding = all_[static_cast<std::size_t>(index)];
    for (int i = index + 1; i < holding.last; i = all_[static_cast<std::size_t>(i)].last)
        children.push_back(i);
    for (int child : children) {
        const Holding& one = all_[static_cast<std::size_t>(child)];
        holding.may_hold_date = holding.may_hold_date || one.may_hold_date;
        if (one.is_list) continue;
        holding.links += one.links;
        holding.chars += one.chars;
    }
    mark_items(index, children);
    if (!holding.is_list) mark_pairs(index, children);
    if (holding.is_list || holding.chars > item_chars_max) return;
    if (holding.last - index > elements_per_item_max) return;
    holding.dated = std::any_of(children.begin(), children.end(), [&](int child) {
        const Holding& one = all_[static_cast<std::size_t>(child)];
        return one.dated && !one.is_list;
    });
    if (holding.dated || holding.chars == 0 || !holding.may_hold_date) return;
    const Entry entry = read(holding.node);
    if (may_hold_date(entry.outside) || may_hold_date(entry.inside) ||
        may_hold_date(entry.full_title))
        holding.dated = !date_of(entry, {}).empty();
}

void ListFinder::emit(const Holding& list, std::vector<ListItem>& out) {
    for (int index : list.items) {
        if (out.size() >= items_max) return;
        const Holding& one = all_[static_cast<std::size_t>(index)];
        Entry entry = read(one.node);
        if (entry.title.empty()) continue;
        if (!one.dated && one.last < static_cast<int>(all_.size()))
            entry.outside.append(" ").append(all_[static_cast<std::size_t>(one.last)].node.text());
        const Target target = targets_.find(entry.href);
        if (target.url.empty()) continue;
        ListItem item{title_of(entry), std::string(target.url), {}};
        item.date = date_of(entry, item.url);
        // Entries whose link is the whole entry carry the date in their text; it is no title.
        if (entry.outside.empty() && !item.date.empty() && item.title == entry.title)
            for (const FoundDate& date : dates_in(item.title))
                if (item.title.starts_with(date.text) || item.title.ends_with(date.text)) {
                    const bool front = item.title.starts_with(date.text);
                    item.title = front ? item.title.substr(date.text.size())
                                       : item.title.substr(0, item.title.size() - date.text.size());
                    item.title = std::string(trim_blanks(item.title));
                    break;
                }
        if (item.date.empty() || item.title.empty()) continue;
        if (seen_.insert(item.url + '\n' + item.title).second)
            out.push_back(std::move(item));  // L12
    }
}

std::vector<ListItem> ListFinder::run() {
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
    std::vector<ListItem> items;
    for (int i = 0; i < count; ++i) {
        const Holding& holding = all_[static_cast<std::size_t>(i)];
        if (!holding.is_list) continue;
        emit(holding, items);
        // A list inside an entry is its "相关解读" (L03), not a list of the page.
        const int last_item = holding.items.back();
        i = std::max(i, all_[static_cast<std::size_t>(last_item)].last - 1);
    }
    return items;
}

}  // namespace

void read_lists(const html::Document& document, const PageContext& context, TargetCache& targets,
                PageFacts& facts) {
    ListFinder finder(document, context, targets);
    facts.items = finder.run();
    if (finder.by_day()) facts.dates_by = context.as_of.iso();
}

}  // namespace duwang::crawler
