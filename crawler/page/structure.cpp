#include "crawler/page/structure.h"

#include "core/html/document.h"
#include "core/text/normalise.h"
#include "crawler/article/article.h"
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

// {…}, […], callback({…}), <datastore>…: J08 with what may stand in front of it.
std::string_view without_callback(std::string_view text) {
    text = trim_blanks(text);
    if (text.empty() || text[0] == '{' || text[0] == '[' || text[0] == '<') return text;
    const std::size_t open = text.find_first_of("{[");
    if (open == text.npos || open > 200) return text;
    const std::size_t end = text.find_last_of("}]");
    return end == text.npos || end < open ? text : text.substr(open, end + 1 - open);
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
    read_article(document, text, context, words.articles, targets, facts);
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
