// `duwang inspect list`: which lists a page has, what they list, and how their further pages are
// reached – or why that cannot be seen.
#include <fmt/format.h>

#include <algorithm>

#include "app/inspect.h"
#include "app/inspect_place.h"
#include "app/probe.h"
#include "core/text/charset.h"
#include "core/url.h"
#include "crawler/page/page_reader.h"

namespace duwang::app {
namespace {

Json item_json(const ListItem& item, const html::PlaceFinder& places) {
    Json related = Json::array();
    for (const RelatedLink& link : item.related)
        related.push_back(Json::object().set("title", link.title).set("url", link.url));
    Json json = Json::object()
                    .set("title", item.title)
                    .set("url", text_or_null(item.url))
                    .set("date", text_or_null(item.date))
                    .set("date_from", text_or_null(item.date_from))
                    .set("sticky", item.sticky)
                    .set("truncated", item.truncated)
                    .set("external", item.external)
                    .set("after_reference", item.after_reference)
                    .set("related", related);
    set_place(json, places, item.offset);
    return json;
}

Json list_json(const PageFacts& facts, std::size_t index, const html::PlaceFinder& places) {
    const ListFacts& list = facts.reading.lists[index];
    Json items = Json::array();
    std::string newest, oldest;
    std::size_t sticky = 0;
    for (const ListItem& item : facts.items) {
        if (item.list != index) continue;
        items.push_back(item_json(item, places));
        sticky += item.sticky ? 1 : 0;
        if (item.date.empty() || item.after_reference) continue;
        if (item.date > newest) newest = item.date;
        if (!item.sticky && (oldest.empty() || item.date < oldest)) oldest = item.date;
    }
    Json json = Json::object()
                    .set("role", list.role)
                    .set("heading", text_or_null(list.heading))
                    .set("hidden", list.hidden)
                    .set("count", items.items().size())
                    .set("newest", text_or_null(newest))
                    .set("oldest", text_or_null(oldest))
                    .set("sticky", sticky);
    set_place(json, places, list.offset);
    return std::move(json.set("items", items));
}

Json number_or_null(std::int64_t number) { return number > 0 ? Json(number) : Json(); }

Json pager_json(const PagerFacts& pager, const html::PlaceFinder& places) {
    if (pager.kind.empty()) return {};
    Json json = Json::object()
                    .set("kind", pager.kind)
                    .set("pages", number_or_null(pager.pages))
                    .set("current", number_or_null(pager.current))
                    .set("records", number_or_null(pager.records))
                    .set("page_size", number_or_null(pager.page_size))
                    .set("needs_script", pager.needs_script)
                    .set("text", text_or_null(pager.text));
    set_place(json, places, pager.offset);
    return std::move(json.set("addresses", list_of(pager.addresses)));
}

}  // namespace

Result<Json> inspect_list(const Json& question) {
    auto asked = asked_page(question, "list");
    if (!asked) return tl::unexpected(asked.error());
    asked->context.structure = true;
    const PageFacts facts = crawler::read_page(asked->bytes, asked->context).facts;
    const std::string text = decode(asked->bytes, facts.charset).text;
    const html::PlaceFinder places(text);
    Json lists = Json::array();
    for (std::size_t i = 0; i < facts.reading.lists.size(); ++i)
        lists.push_back(list_json(facts, i, places));
    return Json::object()
        .set("state", text_or_null(facts.reading.state))
        .set("why", text_or_null(facts.reading.why))
        .set("platform", text_or_null(facts.reading.platform))
        .set("count", facts.items.size())
        .set("newest", text_or_null(newest_day(facts)))
        .set("lists", lists)
        .set("pager", pager_json(facts.reading.pager, places))
        .set("warnings", list_of(facts.warnings));
}

}  // namespace duwang::app
