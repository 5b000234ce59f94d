#include "crawler/list/reader.h"

#include <algorithm>
#include <span>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/list/page_host.h"
#include "crawler/page/hiding.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::size_t items_max = 2000;
constexpr std::size_t heading_chars_max = 30;
constexpr std::size_t attribute_bytes_max = 400;  // looked at of a class or an id
constexpr int heading_levels = 4, ancestors_max = 60;

// Is one of the words of a class or id so called? "hot" is a word of "hot-news", none of "photo"; a
// word of four letters or more may begin or end a longer one ("sidebar", "rightside").
bool is_called_so(std::string_view names, const std::vector<std::string>& words) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    for (std::size_t at = names.find_first_of(letters); at != names.npos;) {
        const std::size_t end = std::min(names.find_first_not_of(letters, at), names.size());
        const std::string_view one = names.substr(at, end - at);
        for (const std::string& word : words)
            if (one == word || (word.size() >= 4 && (one.starts_with(word) || one.ends_with(word))))
                return true;
        at = names.find_first_of(letters, end);
    }
    return false;
}

// The short text right above a list: of the nearest element before it or around it.
std::string heading_of(Node list) {
    Node at = list;
    for (int level = 0; level < heading_levels && at.parent(); ++level, at = at.parent()) {
        const Node before = at.previous_element();
        if (!before || before.number() == tag_number("head") || before.end() - before.index() > 60)
            continue;
        std::string text = before.text();
        if (const std::size_t more = text.find(" 更多"); more != text.npos) text.resize(more);
        const std::size_t chars = count_code_points(text);
        if (chars >= 2 && chars <= heading_chars_max) return text;
    }
    return {};
}

bool is_hidden(Node element) {
    int levels = 0;
    for (Node at = element; at && levels < ancestors_max; at = at.parent(), ++levels)
        if (hides_itself(at)) return true;
    return false;
}

}  // namespace

ColumnHeads::Kind ListReader::kind_of_head(const std::string& text) const {
    if (contains_any(text, rules_.business_heads)) return ColumnHeads::Kind::business;
    const bool date = contains_any(text, rules_.published_heads);
    return date ? ColumnHeads::Kind::published : ColumnHeads::Kind::other;
}

// D13: the first row of the table, when it has no entry.
ColumnHeads ListReader::heads_of(const FoundList& list) const {
    ColumnHeads heads;
    if (list.entries.empty() || list.entries[0].element.number() != tag_number("tr")) return heads;
    Node table = list.node;
    if (table.number() == tag_number("tbody") && table.parent()) table = table.parent();
    Node row = table;
    while (row && row.number() != tag_number("tr")) row = row.next(table);
    if (!row || row == list.entries[0].element) return heads;
    for (Node cell = row.first_child(); cell; cell = cell.next_sibling())
        if (cell.is_element()) heads.columns.push_back(kind_of_head(cell.text()));
    return heads;
}

bool ListReader::is_beside(Node list) const {
    int levels = 0;
    for (Node at = list; at && levels < ancestors_max; at = at.parent(), ++levels) {
        const std::uint64_t tag = at.number();
        if (tag == tag_number("aside") || tag == tag_number("nav") || tag == tag_number("footer"))
            return true;
        for (const std::string_view name : {at.attr("class"), at.attr("id")})
            if (!name.empty() &&
                is_called_so(lower_ascii(name.substr(0, attribute_bytes_max)), rules_.side_names))
                return true;
    }
    return false;
}

ListFacts ListReader::facts_of(const FoundList& list) const {
    ListFacts told;
    told.heading = heading_of(list.node);
    told.hidden = is_hidden(list.node);
    told.offset = static_cast<std::int64_t>(list.node.offset());
    return told;
}

void ListReader::add_related(const Entry& entry, ListItem& item) {
    for (const Node link : entry.below) {
        std::string title = link.text();
        const Target target = targets_.find(link.attr("href"));
        if (!title.empty() && !target.url.empty())
            item.related.push_back({std::move(title), std::string(target.url)});
    }
}

void ListReader::add(const FoundEntry& found, const FoundList& list, const ColumnHeads& heads) {
    Entry entry = read_entry(found.element, heads);
    if (entry.title.empty()) return;
    if (found.beside) entry.outside.append(" ").append(found.beside.text());
    const Target target = targets_.find(entry.href);
    if (target.url.empty()) return;
    ListItem item;
    item.url = target.url;
    item.title = title_of(entry);
    const auto url = parse_url(item.url);
    const EntryDate date = date_of(entry, url ? url->path() : "", context_.as_of, by_day_);
    item.date = date.iso;
    item.date_from = date.from;
    if (entry.outside.empty() && !item.date.empty() && item.title == entry.title)
        item.title = without_date(item.title, context_.as_of);
    if (item.date.empty() && list.dated && heads.columns.empty()) return;
    item.sticky = contains_any(entry.outside, rules_.sticky_words);
    item.offset = static_cast<std::int64_t>(found.element.offset());
    add_related(entry, item);
    keep(std::move(item));
}

void ListReader::take(const FoundList& list) {
    const ColumnHeads heads = heads_of(list);
    const std::size_t before = facts_.items.size();
    for (const FoundEntry& entry : list.entries) add(entry, list, heads);
    if (facts_.items.size() == before) return;
    ListFacts told = facts_of(list);
    ListSigns signs;
    signs.dated = list.dated;
    signs.side_name = is_beside(list.node);
    signs.side_heading = contains_any(told.heading, rules_.side_headings);
    close(before, std::move(told), signs);
}

// The entries from `before` on are a list.
void ListReader::close(std::size_t before, ListFacts told, ListSigns signs) {
    seen_.clear();
    const auto entries = std::span(facts_.items).subspan(before);
    signs.entries = entries.size();
    for (const ListItem& item : entries) signs.title_chars += count_code_points(item.title);
    mark_sticky(entries);
    facts_.reading.lists.push_back(std::move(told));
    signs_.push_back(signs);
    note_twin(entries);
}

// L12: a list that says nothing but what another one says is a twin of it, or a box in front of it
// with its newest entries. The longer one stays, of equal ones the first.
void ListReader::note_twin(std::span<const ListItem> entries) {
    const std::size_t own = facts_.reading.lists.size() - 1;
    std::size_t other = own, common = 0;
    for (const ListItem& item : entries) {
        const auto [place, fresh] = told_in_.emplace(item.url + '\n' + item.title, own);
        if (fresh) continue;
        if (other == own) other = place->second;
        common += place->second == other ? 1 : 0;
        place->second = own;
    }
    if (common == 0) return;
    if (common == entries.size() && entries.size() <= signs_[other].entries) {
        signs_[own].is_twin = true;
        for (const ListItem& item : entries) told_in_[item.url + '\n' + item.title] = other;
    } else if (common == signs_[other].entries) {
        signs_[other].is_twin = true;
    }
}

// Twins and their entries are taken out; the others are numbered anew.
void ListReader::drop_twins() {
    std::vector<ListFacts>& lists = facts_.reading.lists;
    std::vector<std::uint32_t> numbers(lists.size());
    std::uint32_t kept = 0;
    for (std::size_t i = 0; i < lists.size(); ++i) {
        numbers[i] = kept;
        if (signs_[i].is_twin) continue;
        if (kept != i) lists[kept] = std::move(lists[i]);
        ++kept;
    }
    std::erase_if(facts_.items, [&](const ListItem& item) { return signs_[item.list].is_twin; });
    for (ListItem& item : facts_.items) item.list = numbers[item.list];
    lists.resize(kept);
    std::erase_if(signs_, [](const ListSigns& one) { return one.is_twin; });
}

void ListReader::read(const html::Document& document) {
    const FoundLists found = find_lists(document, context_.as_of);
    by_day_ = by_day_ || found.by_day;
    for (const FoundList& list : found.lists) take(list);
}

void ListReader::read_fragment(std::string_view markup, std::size_t place) {
    const std::size_t items = facts_.items.size(), lists = facts_.reading.lists.size();
    const html::Document document(markup);
    if (!document.limit_hit().empty()) facts_.warnings.push_back(document.limit_hit());
    if (document.root()) read(document);
    for (std::size_t i = items; i < facts_.items.size(); ++i)
        facts_.items[i].offset = static_cast<std::int64_t>(place);
    for (std::size_t i = lists; i < facts_.reading.lists.size(); ++i)
        facts_.reading.lists[i].offset = static_cast<std::int64_t>(place);
}

void ListReader::add_list(std::vector<ListItem> items, std::size_t place) {
    const std::size_t before = facts_.items.size();
    for (ListItem& item : items) {
        item.offset = static_cast<std::int64_t>(place);
        keep(std::move(item));
    }
    if (facts_.items.size() == before) return;
    ListFacts told;
    told.offset = static_cast<std::int64_t>(place);
    close(before, std::move(told), {});
}

// What is the same for entries of every origin.
void ListReader::keep(ListItem item) {
    if (facts_.items.size() >= items_max || item.title.empty()) return;
    if (!seen_.insert(item.url + '\n' + item.title).second) return;
    const auto url = parse_url(item.url);
    item.external = url && !same_registrable_host(url->host(), context_.url.host());
    item.truncated = is_cut(item.title);
    if (context_.as_of.valid() && std::string_view(item.date).substr(0, 10) > context_.as_of.iso())
        item.after_reference = by_day_ = true;  // D07
    item.list = static_cast<std::uint32_t>(facts_.reading.lists.size());
    facts_.items.push_back(std::move(item));
}

// The pager belongs to the last list that begins before it, unless that is a small one beside
// others (a script at the end of the page draws it anywhere).
void ListReader::give_pager() {
    const std::vector<ListFacts>& lists = facts_.reading.lists;
    const std::int64_t place = facts_.reading.pager.offset;
    std::size_t most = 0;
    for (std::size_t i = 0; i < lists.size(); ++i)
        if (lists[i].offset <= place) most = std::max(most, signs_[i].entries);
    for (std::size_t i = lists.size(); i-- > 0;) {
        const bool beside = signs_[i].side_name || signs_[i].side_heading;
        if (lists[i].offset > place || beside || signs_[i].entries * 3 < most * 2) continue;
        signs_[i].has_pager = true;
        return;
    }
}

void ListReader::finish() {
    drop_twins();
    if (facts_.reading.pager.offset > 0) give_pager();
    assign_roles(signs_, facts_.reading.lists);
}

}  // namespace duwang::crawler
