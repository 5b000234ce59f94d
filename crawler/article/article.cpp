#include "crawler/article/article.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/article/attachments.h"
#include "crawler/article/breadcrumb.h"
#include "crawler/article/context.h"
#include "crawler/article/dates.h"
#include "crawler/article/document_elements.h"
#include "crawler/article/metadata.h"
#include "crawler/article/page_numbers.h"
#include "crawler/article/promised.h"
#include "crawler/article/related.h"
#include "crawler/article/title.h"

namespace duwang::crawler {
namespace {

constexpr std::int64_t article_chars_min = 200;  // of a page that says nothing else about itself
constexpr std::int64_t dated_chars_min = 30;     // of one whose address names a day
constexpr std::size_t entries_max = 5;           // more of them make the page a list

// What is the page? Empty: none of ours.
std::string kind_of(const ArticleContext& c, const std::vector<MetaValue>& metas,
                    const ArticleFacts& facts) {
    const auto& elements = facts.elements;
    const bool of_entries = !elements.empty() && !elements.front().about.empty();
    const bool of_page =
        std::ranges::any_of(elements, [](const auto& e) { return e.about.empty(); });
    if (!meta_value(metas, "ArticleTitle").empty()) return of_page ? "document" : "article";
    if (of_entries && !of_page) return "entries";
    if (of_page && !facts.title.empty()) return "document";
    const bool labelled = std::ranges::any_of(facts.dates, [](const ArticleDate& date) {
        return date.kind == "published" && (date.source == "info_line" || date.source == "element");
    });
    const bool has_body = facts.body.chars > 0 || facts.body.images > 0 ||
                          !facts.attachments.empty() || facts.body.kind == "preview";
    if (labelled && has_body && !facts.title.empty()) return "article";
    const bool dated = std::ranges::any_of(facts.dates, [](const ArticleDate& date) {
        return date.kind == "url" && date.value.size() >= 10;
    });
    if (dated && (facts.body.chars >= dated_chars_min || !facts.attachments.empty()))
        return "article";
    const bool long_text = facts.body.chars >= article_chars_min && c.facts.items.empty();
    return long_text && !facts.title.empty() ? "article" : "";
}

// The only list of an article's page is called its main one; what its heading says counts.
bool is_beside(const ListFacts& list, const ArticleRules& rules) {
    return list.role == "side" || contains_any(list.heading, rules.beside_heads);
}

// Entries of a list that is not beside something, and no line that an article has under its title.
bool is_list(const PageFacts& facts, const std::vector<FoundLabel>& labels,
             const ArticleWords& words) {
    std::size_t entries = 0, published = 0;
    const auto& lists = facts.reading.lists;
    std::vector<bool> beside;
    for (const ListFacts& list : lists) beside.push_back(is_beside(list, words.rules));
    for (const ListItem& item : facts.items)
        entries += item.list >= lists.size() || !beside[item.list];
    if (entries < entries_max) return false;
    bool source = false;
    for (const FoundLabel& label : labels) {
        published += label.meaning->date == "published";
        source = source || label.meaning->source;
    }
    return published == 0 || published > 2 || !source;
}

bool may_come_late(const PageFacts& facts) {
    return std::ranges::any_of(facts.late,
                               [](const LateContent& late) { return late.kind != "refresh"; });
}

}  // namespace

html::Node read_article(const html::Document& document, std::string_view text, const PageContext& context,
                  const ArticleWords& words, TargetCache& targets, PageFacts& facts) {
    const PageText page(document, text, words);
    if (!page.root()) return {};
    const std::vector<FoundLabel> labels = find_labels(page, words);
    const std::vector<MetaValue> metas = read_metadata(facts.metas);
    ArticleContext c{text, context, words,           facts,   targets,
                     page, labels,  find_main(page), no_line, false};
    ArticleFacts article;
    read_elements(c, article);
    const bool named = !meta_value(metas, "ArticleTitle").empty();
    if (!named && article.elements.empty() && is_list(facts, labels, words)) return c.main.node;
    read_title(c, metas, article);
    read_attachments(c, article);
    article.body = read_body(page, c.main, {!article.attachments.empty(), may_come_late(facts)});
    read_dates(c, metas, article);
    article.kind = kind_of(c, metas, article);
    if (article.kind.empty()) return c.main.node;
    if (article.kind == "entries") {
        ArticleFacts entries;
        entries.kind = article.kind;
        entries.elements = std::move(article.elements);
        article = std::move(entries);
    } else {
        read_breadcrumb(c, article);
        read_numbers(c, article);
        read_promised(c, article);
        read_related(c, article);
    }
    facts.article = std::move(article);
    if (c.by_reference) facts.dates_by = context.as_of.iso();
    return c.main.node;
}

}  // namespace duwang::crawler
