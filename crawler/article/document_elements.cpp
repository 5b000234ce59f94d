#include "crawler/article/document_elements.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/text/normalise.h"
#include "crawler/article/numbers.h"
#include "crawler/page/dates.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t elements_max = 400;
constexpr int levels_up_max = 12;

// 无 and its like mean that nothing is there; the field itself is (M12).
bool says_nothing(std::string_view plain) {
    constexpr std::array<std::string_view, 8> words{"无", "-",    "--", "---",
                                                    "/",  "暂无", "空", "\\"};
    return std::ranges::find(words, plain) != words.end();
}

class ElementReader {
  public:
    ElementReader(ArticleContext& context, ArticleFacts& facts) : c_(context), facts_(facts) {}
    void run();

  private:
    std::string form_of(const TextLine& line) const;
    std::string about(const FoundLabel& label) const;
    std::string value(const std::string& key, const std::string& text);
    std::string chosen(html::Node cell) const;
    bool in_info_line(const FoundLabel& label) const;

    ArticleContext& c_;
    ArticleFacts& facts_;
};

std::string ElementReader::form_of(const TextLine& line) const {
    if (line.hidden) return "hidden";
    html::Node at = c_.page.node(line.block);
    for (int up = 0; up < 4 && at; ++up, at = at.parent()) {
        switch (at.number()) {
            case tag_number("td"):
            case tag_number("th"):
                return "table";
            case tag_number("li"):
                return "list";
            case tag_number("dt"):
            case tag_number("dd"):
                return "dl";
            default:
                break;
        }
    }
    return "grid";
}

// M14: details of an entry of a list stand beside its link, inside of the same item.
std::string ElementReader::about(const FoundLabel& label) const {
    if (c_.facts.items.size() < 2) return {};
    html::Node item = c_.page.node(c_.page.lines[label.line].block);
    for (int up = 0; up < levels_up_max && item; ++up, item = item.parent()) {
        const auto link = std::ranges::lower_bound(
            c_.page.links, item.index(), {}, [](const TextArea& one) { return one.node.index(); });
        if (link == c_.page.links.end() || link->node.index() >= item.end()) continue;
        const std::string url = c_.url_of(link->node.attr("href"));
        const bool entry = std::ranges::any_of(c_.facts.items,
                                               [&](const ListItem& one) { return one.url == url; });
        return entry ? url : std::string();
    }
    return {};
}

// M19: an image that says it, or the one of several that is chosen.
std::string ElementReader::chosen(html::Node cell) const {
    for (html::Node at = cell; at; at = at.next(cell)) {
        if (at.number() == tag_number("img") && !at.attr("alt").empty())
            return collapse_blanks(at.attr("alt"));
        const bool marked = (at.number() == tag_number("input") && at.has_attr("checked")) ||
                            (at.number() == tag_number("option") && at.has_attr("selected"));
        if (!marked) continue;
        for (html::Node text = at.next(cell); text; text = text.next(cell))
            if (text.is_text()) return collapse_blanks(text.own_text());
    }
    return {};
}

// "发布时间：2026-08-25 来源：某局" under a title is no element of a document.
bool ElementReader::in_info_line(const FoundLabel& label) const {
    return std::ranges::any_of(c_.labels, [&](const FoundLabel& other) {
        return other.line == label.line && other.meaning->source && other.meaning->element.empty();
    });
}

std::string ElementReader::value(const std::string& key, const std::string& text) {
    if (says_nothing(match_form(text))) return {};
    if (key == "validity") return validity_of(text);
    if (key == "number") {
        const auto numbers = find_numbers(text, true);
        return numbers.empty() ? text : numbers.front().number.value;
    }
    if (key.ends_with("_date")) {
        const auto date = date_of_value(text, c_.page_context.as_of, &c_.by_reference);
        return date ? date->iso : std::string();
    }
    return text;
}

void ElementReader::run() {
    std::set<std::string> keys;
    bool of_document = false;
    for (std::size_t i = 0; i < c_.labels.size() && facts_.elements.size() < elements_max; ++i) {
        const FoundLabel& label = c_.labels[i];
        const std::string& key = label.meaning->element;
        if (key.empty()) continue;
        const LabelValue found = value_of(c_.page, c_.labels, i);
        ArticleElement one;
        one.key = key;
        one.label =
            strip_blanks(std::string_view(c_.page.text).substr(label.from, label.to - label.from));
        one.text = found.text;
        if (key == "validity" && found.cell)
            if (std::string said = chosen(found.cell); !said.empty()) one.text = said;
        one.value = value(key, one.text);
        one.form = form_of(c_.page.lines[label.line]);
        one.about = about(label);
        one.offset = c_.page.offset_of(label.from);
        // A heading of a column, or a word of the text, is followed by no value and has no colon.
        if (one.text.empty() && !label.with_colon && one.form != "table" && one.form != "dl")
            continue;
        if (key == "publish_date" && one.form == "grid" && in_info_line(label)) continue;
        keys.insert(key);
        of_document = of_document || (key != "publish_date" && key != "title" && key != "organ" &&
                                      key != "topic" && key != "keywords");
        facts_.elements.push_back(std::move(one));
    }
    if (keys.size() < 2 || !of_document) facts_.elements.clear();
    for (const ArticleElement& one : facts_.elements)
        if (one.key == "organ" && one.about.empty() && facts_.organ.empty())
            facts_.organ = one.value;
}

}  // namespace

std::string validity_of(std::string_view text) {
    const std::string plain = match_form(text);
    // What is said beside 有效 counts more: "有效/失效/废止" alone names all three and says
    // nothing.
    std::string said;
    int words = 0;
    for (std::string_view word : {"失效", "废止", "无效"})
        if (plain.find(word) != plain.npos) said = word == "无效" ? "失效" : word, ++words;
    if (plain.find("修改") != plain.npos || plain.find("修订") != plain.npos)
        said = "已修改", ++words;
    if (words == 0 && plain.find("有效") != plain.npos) return "有效";
    const bool all_of_them = words > 1 && plain.find("有效") != plain.npos;
    return all_of_them || words > 1 ? std::string() : said;
}

void read_elements(ArticleContext& context, ArticleFacts& facts) {
    ElementReader(context, facts).run();
}

}  // namespace duwang::crawler
