#include "crawler/list/entry.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::size_t full_title_max = 8192;  // of a title, in characters
constexpr std::size_t below_max = 20;

constexpr std::string_view ellipses[] = {"…", "...", "。。。", "．．．"};

std::string without_ellipsis(std::string_view text) {
    for (bool more = true; more;) {
        more = false;
        for (std::string_view dots : ellipses)
            if (text.ends_with(dots)) text.remove_suffix(dots.size()), more = true;
    }
    return std::string(trim_blanks(text));
}

void read_link(Node link, Entry& entry) {
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

void read_below(Node list, Entry& entry) {
    for (Node at = list; at && entry.below.size() < below_max; at = at.next(list))
        if (at.number() == tag_number("a") && at.has_attr("href")) entry.below.push_back(at);
}

bool is_nested_list(std::uint64_t tag) {
    return tag == tag_number("ul") || tag == tag_number("ol") || tag == tag_number("table");
}

// Walks an entry and its cells.
class EntryWalk {
  public:
    EntryWalk(Node element, const ColumnHeads& heads) : element_(element), heads_(heads) {}
    Entry run();

  private:
    Node step(Node at);
    bool enter_cell(Node cell);

    Node element_;
    const ColumnHeads& heads_;
    Entry entry_;
    std::size_t cell_ = 0;
};

// Is what the cell says part of the entry?
bool EntryWalk::enter_cell(Node cell) {
    if (heads_.columns.empty() || !(cell.parent() == element_)) return true;
    const std::size_t column = cell_++;
    if (column >= heads_.columns.size()) return true;
    if (heads_.columns[column] == ColumnHeads::Kind::business) return false;
    if (heads_.columns[column] == ColumnHeads::Kind::published) entry_.column = cell.text();
    return true;
}

Node EntryWalk::step(Node at) {
    const std::uint64_t tag = at.number();
    if (tag == tag_number("a") && at.has_attr("href")) {
        read_link(at, entry_);
        return at.skip_inside(element_);
    }
    if (tag == tag_number("script") || tag == tag_number("style")) return at.skip_inside(element_);
    if (is_nested_list(tag) && !(at == element_) && !entry_.title.empty()) {
        read_below(at, entry_);
        return at.skip_inside(element_);
    }
    if ((tag == tag_number("td") || tag == tag_number("th")) && !enter_cell(at))
        return at.skip_inside(element_);
    if (tag == tag_number("a") || html::is_block_element(at.tag())) entry_.outside += ' ';
    return at.next(element_);
}

Entry EntryWalk::run() {
    for (Node at = element_; at;) {
        if (at.is_text()) {
            entry_.outside += at.own_text();
            at = at.next(element_);
        } else {
            at = step(at);
        }
    }
    entry_.outside = collapse_blanks(entry_.outside);
    return std::move(entry_);
}

// Inside the link only at its ends: dates in the middle belong to the title.
std::vector<FoundDate> dates_at_ends(const std::string& text, const Date& as_of, bool& by_day) {
    std::vector<FoundDate> ends;
    const std::string inside(trim_blanks(fold_width(text)));
    for (FoundDate& date : find_dates(inside, as_of, &by_day)) {
        const std::size_t at = inside.find(date.text);
        const std::size_t end = at + date.text.size();
        if (at <= 1 || end + 1 >= inside.size()) ends.push_back(std::move(date));
    }
    return ends;
}

}  // namespace

Entry read_entry(Node element, const ColumnHeads& heads) { return EntryWalk(element, heads).run(); }

std::string title_of(const Entry& entry) {
    if (entry.full_title == entry.title) return entry.title;
    const std::string shown = without_ellipsis(entry.title);
    if (!entry.full_title.empty() &&
        strip_blanks(entry.full_title).starts_with(strip_blanks(shown)))
        return entry.full_title;
    return entry.title;
}

bool is_cut(std::string_view title) {
    return std::ranges::any_of(ellipses, [&](auto dots) { return title.ends_with(dots); });
}

EntryDate date_of(const Entry& entry, std::string_view path, const Date& as_of, bool& by_day) {
    std::string_view from = "column";
    std::vector<FoundDate> found;
    if (!entry.column.empty()) found = find_dates(entry.column, as_of, &by_day);
    if (found.empty()) from = "text", found = find_dates(entry.outside, as_of, &by_day);
    if (found.empty()) from = "link", found = dates_at_ends(entry.inside, as_of, by_day);
    if (found.empty() && std::ranges::none_of(entry.title, is_ascii_digit))
        from = "title", found = find_dates(entry.full_title, as_of, &by_day);
    if (found.empty()) return {};
    const auto full = std::ranges::find(found, false, &FoundDate::year_assumed);
    const FoundDate& best = full != found.end() ? *full : found.front();
    EntryDate date{best.iso, std::string(from), best.date, best.year_assumed};
    if (!best.year_assumed) return date;
    const Date in_path = date_in_path(path);
    const Date completed{in_path.year, date.day.month, date.day.day};
    const bool told = in_path.year > 0 && in_path.month == date.day.month && completed.valid();
    if (told) date.day = completed, date.year_assumed = false;
    date.from += told ? "+path" : "+reference";
    date.iso = date.day.iso();
    return date;
}

std::string without_date(const std::string& title, const Date& as_of) {
    for (const FoundDate& date : find_dates(title, as_of)) {
        const bool front = title.starts_with(date.text);
        if (!front && !title.ends_with(date.text)) continue;
        const std::string rest = front ? title.substr(date.text.size())
                                       : title.substr(0, title.size() - date.text.size());
        return std::string(trim_blanks(rest));
    }
    return title;
}

}  // namespace duwang::crawler
