#include "crawler/platform/pager_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler::platform {
namespace {

using html::Node;

constexpr std::size_t containers_max = 500, links_max = 200;
constexpr std::int64_t number_max = 99'999;
constexpr std::size_t text_chars_max = 700;  // of the element around a pager
constexpr std::size_t address_bytes_max = 2000;

// Links of one element that may be a pager.
struct Container {
    Node node;
    std::vector<Node> links;
    std::int64_t highest = 0;
    int numbers = 0, words = 0, fitting = 0, years = 0;
};

std::int64_t number_of_text(std::string_view text) {
    std::int64_t value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool all = end.ec == std::errc() && end.ptr == text.data() + text.size();
    return all && value > 0 && value <= number_max ? value : 0;
}

// A number on its own in the address that is the page's, or one less: "index_2", "?pn=3".
bool says_number(std::string_view href, std::int64_t number) {
    href = href.substr(0, address_bytes_max);
    for (const std::int64_t wanted : {number, number - 1}) {
        const std::string digits = std::to_string(wanted);
        for (std::size_t at = href.find(digits); at != href.npos; at = href.find(digits, at + 1)) {
            const auto is_digit = [&](std::size_t place) {
                return place < href.size() && href[place] >= '0' && href[place] <= '9';
            };
            if (!is_digit(at + digits.size()) && (at == 0 || !is_digit(at - 1))) return true;
        }
    }
    return false;
}

// Does "共" or "总" stand right in front, with few other words between?
bool is_total(std::string_view before) {
    constexpr std::size_t bytes_between = 12;
    const std::size_t near = before.size() < bytes_between ? 0 : before.size() - bytes_between;
    for (const std::string_view word : {"共", "总"}) {
        const std::size_t at = before.rfind(word);
        if (at != before.npos && at >= near &&
            before.find_first_of("0123456789", at) == before.npos)
            return true;
    }
    return false;
}

// "共 27 页", "1/27页": the number in front of the word. Pages are numbered too ("第3页"), entries
// are not: "396条" is how many there are.
std::int64_t number_before(std::string_view text, std::string_view word) {
    const bool counted = word != "页";
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        std::size_t end = at;
        while (end > 0 && text[end - 1] == ' ') --end;
        std::size_t start = end;
        while (start > 0 && text[start - 1] >= '0' && text[start - 1] <= '9') --start;
        const std::string_view before = text.substr(0, start);
        const bool total = counted || before.ends_with("/") || is_total(before);
        if (total)
            if (const std::int64_t number = number_of_text(text.substr(start, end - start)))
                return number;
    }
    return 0;
}

class Finder {
  public:
    Finder(const html::Document& document, const ListRules& rules)
        : document_(document), rules_(rules) {}
    const Container* find();

  private:
    void take(Node link, Node container);
    Node container_of(Node link) const;
    bool is_pager(const Container& one) const;

    const html::Document& document_;
    const ListRules& rules_;
    std::map<std::size_t, Container> containers_;  // by the place of their element
};

// The links of a pager stand side by side, each perhaps in an element of its own.
Node Finder::container_of(Node link) const {
    Node at = link.parent();
    for (int levels = 0; levels < 3 && at.parent(); ++levels, at = at.parent()) {
        const std::uint64_t tag = at.number();
        const bool wrapper = tag == tag_number("li") || tag == tag_number("span") ||
                             tag == tag_number("td") || tag == tag_number("b") ||
                             tag == tag_number("em") || tag == tag_number("font");
        if (!wrapper) return at;
    }
    return at;
}

void Finder::take(Node link, Node container) {
    if (link.end() - link.index() > 6) return;  // an entry, no number
    std::string shown = link.text();
    if (shown.empty()) shown = link.attr("title");
    if (shown.size() > 40) return;
    const std::int64_t number = number_of_text(shown);
    const bool word =
        contains_any(shown, rules_.next_words) || contains_any(shown, rules_.last_words);
    if (number == 0 && !word) return;
    Container& one = containers_[container.index()];
    if (one.links.size() >= links_max) return;
    one.node = container;
    one.links.push_back(link);
    one.words += word ? 1 : 0;
    if (number == 0) return;
    ++one.numbers;
    one.years += number >= 1995 && number <= 2100 ? 1 : 0;
    one.highest = std::max(one.highest, number);
    if (says_number(link.attr("href"), number) || says_number(link.attr("onclick"), number))
        ++one.fitting;
}

// A calendar has numbers too, but neither words nor, mostly, addresses that count.
bool Finder::is_pager(const Container& one) const {
    if (one.words > 0) return true;
    if (one.years == one.numbers) return false;  // an archive by years (P16)
    return one.numbers >= 2 && one.fitting * 2 >= one.numbers && one.numbers <= 25;
}

const Container* Finder::find() {
    const Node root = document_.root();
    for (Node at = root; at && containers_.size() < containers_max; at = at.next(root))
        if (at.number() == tag_number("a")) take(at, container_of(at));
    const Container* best = nullptr;
    for (const auto& [place, one] : containers_) {
        if (!is_pager(one)) continue;
        const auto weight = [](const Container& c) { return c.words * 10 + c.numbers; };
        if (best == nullptr || weight(one) > weight(*best)) best = &one;
    }
    return best;
}

bool leads_somewhere(std::string_view href) {
    const std::string plain = lower_ascii(trim_blanks(href.substr(0, 200)));
    return !plain.empty() && plain[0] != '#' && !plain.starts_with("javascript:");
}

bool acts_by_script(Node link) {
    const std::string href = lower_ascii(link.attr("href").substr(0, 200));
    return link.has_attr("onclick") || href.find("javascript:") != href.npos ||
           href.find("__dopostback") != href.npos;
}

// The last page, where the address of the link to it says its number.
std::int64_t number_in_last(const Container& one, const ListRules& rules) {
    for (const Node link : one.links) {
        if (!contains_any(link.text(), rules.last_words)) continue;
        const std::string_view href = link.attr("href");
        std::size_t end = href.find_last_of("0123456789");
        if (end == href.npos) continue;
        std::size_t start = end++;
        while (start > 0 && href[start - 1] >= '0' && href[start - 1] <= '9') --start;
        return number_of_text(href.substr(start, end - start));
    }
    return 0;
}

}  // namespace

bool read_pager_links(const html::Document& document, const Page& page) {
    Finder finder(document, page.words.rules);
    const Container* found = finder.find();
    if (found == nullptr) return false;
    PagerFacts& pager = page.pager();
    bool scripted = false;
    for (const Node link : found->links) {
        if (leads_somewhere(link.attr("href")))
            page.add_address(link.attr("href"));
        else
            scripted = scripted || acts_by_script(link);
    }
    if (pager.addresses.empty() && !scripted) return false;
    const std::string around = fold_width(truncate_code_points(found->node.text(), text_chars_max));
    pager.kind = pager.addresses.empty() ? "script" : "links";
    pager.needs_script = pager.addresses.empty();
    pager.pages = number_before(around, "页");
    pager.records = std::max({number_before(around, "条"), number_before(around, "篇"),
                              number_before(around, "个记录")});
    if (pager.pages == 0)
        pager.pages = std::max(found->highest, number_in_last(*found, page.words.rules));
    pager.text = truncate_code_points(around, 160);
    pager.offset = static_cast<std::int64_t>(found->node.offset());
    return true;
}

}  // namespace duwang::crawler::platform
