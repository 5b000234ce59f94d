#include "crawler/page/structure.h"

#include "core/html/document.h"
#include "core/text/normalise.h"
#include "crawler/article/article.h"
#include "crawler/attachment/attachment.h"
#include "crawler/document/document.h"
#include "crawler/document/html_flow.h"
#include "crawler/list/reader.h"
#include "crawler/list/state.h"
#include "crawler/platform/platform.h"

namespace duwang::crawler {
namespace {

using platform::Platform;

// Pagers until one is found; what brings entries only, where there are none.
void read_platforms(const platform::Page& page) {
    for (const Platform& one : platform::platforms()) {
        const bool wanted = one.brings == platform::Brings::entries ? page.facts.items.empty()
                                                                    : page.pager().kind.empty();
        if (wanted && one.read(page)) page.facts.reading.platform = one.name;
    }
}

constexpr std::size_t files_max = 200;  // of one page

// {…}, […], callback({…}), <datastore>…: J08 with what may stand in front of it.
std::string_view without_callback(std::string_view text) {
    text = trim_blanks(text);
    if (text.empty() || text[0] == '{' || text[0] == '[' || text[0] == '<') return text;
    const std::size_t open = text.find_first_of("{[");
    if (open == text.npos || open > 200) return text;
    const std::size_t end = text.find_last_of("}]");
    return end == text.npos || end < open ? text : text.substr(open, end + 1 - open);
}

// By its ending: something with text in it. Pictures are asked for like all links.
bool may_hold_text(std::string_view url) {
    static constexpr std::string_view others[] = {"",    "html", "xml", "text", "jpeg",
                                                  "png", "gif",  "bmp", "tiff", "webp"};
    const std::string_view kind = kind_said(url.substr(0, url.find('?')));
    return std::ranges::find(others, kind) == std::end(others);
}

// Files that the page offers: the attachments of an article, and entries of lists that are files.
// What a script makes of its words is our reading of it, and no promise of the page.
std::vector<std::string> files_of(const PageFacts& facts) {
    std::vector<std::string> files;
    auto add = [&](const std::string& url) {
        if (files.size() < files_max && may_hold_text(url) &&
            std::ranges::find(files, url) == files.end())
            files.push_back(url);
    };
    for (const ArticleAttachment& file : facts.article.attachments)
        if (file.source != "script") add(file.url);
    for (const ListItem& item : facts.items) add(item.url);
    return files;
}

// 文档: most pages are none, and their titles tell.
void read_as_document(const html::Document& document, html::Node main, std::string_view text,
                      const PageContext& context, const DocumentRules& rules, PageFacts& facts) {
    DocumentContext about;
    about.title = facts.article.title.empty() ? facts.title : facts.article.title;
    about.as_of = context.as_of;
    if (document.body() && may_be_document(about.title, text, rules))
        facts.document = read_document(main_flow(document, main), about, rules);
}

}  // namespace

void read_tree(const html::Document& document, std::string_view text, const PageContext& context,
               const StructureWords& words, TargetCache& targets, PageFacts& facts) {
    ListReader lists(context, words.lists.rules, targets, facts);
    const std::vector<platform::InlineScript> scripts = platform::inline_scripts(document);
    const platform::Page page{{context, words.lists, targets, lists, facts}, document, scripts};
    lists.read(document);
    read_platforms(page);
    lists.finish();
    note_list_state(document, words.lists, facts);
    if (lists.by_day()) facts.dates_by = context.as_of.iso();
    const html::Node main = read_article(document, text, context, words.articles, targets, facts);
    facts.files = files_of(facts);
    read_as_document(document, main, text, context, words.documents, facts);
}

void read_structure(std::string_view text, const PageContext& context, const StructureWords& words,
                    TargetCache& targets, PageFacts& facts) {
    const html::Document document(text);
    if (!document.limit_hit().empty()) facts.warnings.push_back(document.limit_hit());
    if (!document.root()) return;
    facts.structured = true;
    read_tree(document, text, context, words, targets, facts);
    // What was left out may have been the list: none found says nothing then.
    if (facts.items.empty() && !document.limit_hit().empty()) facts.structured = false;
}

bool is_list_answer(std::string_view text) {
    text = without_callback(text);
    return text.starts_with('{') || text.starts_with('[') ||
           (text.starts_with('<') && text.substr(0, 400).find("<datastore>") != text.npos);
}

void read_answer(std::string_view text, const PageContext& context, const ListWords& words,
                 TargetCache& targets, PageFacts& facts) {
    text = without_callback(text);
    const auto json = Json::parse(text);
    ListReader lists(context, words.rules, targets, facts);
    const Json none;
    const platform::Answer answer{
        {context, words, targets, lists, facts}, text, json ? *json : none};
    facts.structured = true;
    for (const Platform& one : platform::platforms()) {
        if (one.read_answer == nullptr || !one.read_answer(answer)) continue;
        facts.reading.platform = one.name;
        break;
    }
    lists.finish();
    // An interface that answers in a way we do not know says nothing about the column.
    ListReading& reading = facts.reading;
    const bool leads_on = !reading.pager.addresses.empty();  // J09
    const bool is_empty = reading.why == "says_empty" && !leads_on;
    reading.state = !facts.items.empty() ? "present" : is_empty ? "absent" : "not_visible";
    if (reading.state == "present") reading.why.clear();
    if (reading.state == "not_visible") reading.why = leads_on ? "leads_on" : "unknown_answer";
    if (lists.by_day()) facts.dates_by = context.as_of.iso();
}

}  // namespace duwang::crawler
