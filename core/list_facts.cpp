#include "core/list_facts.h"

#include "core/compact_json.h"
#include "core/time.h"

namespace duwang {
namespace {

Json to_json(const ListFacts& list) {
    return CompactJson()
        .always("role", list.role)
        .always("offset", list.offset)
        .text("heading", list.heading)
        .flag("hidden", list.hidden)
        .take();
}

Json to_json(const PagerFacts& pager) {
    return CompactJson()
        .always("kind", pager.kind)
        .number("pages", pager.pages, 0)
        .number("current", pager.current, 0)
        .number("records", pager.records, 0)
        .number("page_size", pager.page_size, 0)
        .list("addresses", list_of(pager.addresses))
        .flag("needs_script", pager.needs_script)
        .text("text", pager.text)
        .number("offset", pager.offset, 0)
        .take();
}

PagerFacts pager_from_json(const Json& json) {
    PagerFacts pager;
    pager.kind = json["kind"].text();
    pager.pages = json["pages"].number();
    pager.current = json["current"].number();
    pager.records = json["records"].number();
    pager.page_size = json["page_size"].number();
    pager.addresses = texts_of(json["addresses"]);
    pager.needs_script = json["needs_script"].boolean();
    pager.text = json["text"].text();
    pager.offset = json["offset"].number();
    return pager;
}

}  // namespace

Json to_json(const ListItem& item) {
    Json related = Json::array();
    for (const RelatedLink& link : item.related)
        related.push_back(Json::object().set("title", link.title).set("url", link.url));
    return CompactJson()
        .always("title", item.title)
        .always("url", item.url)
        .always("date", item.date)
        .text("date_from", item.date_from)
        .flag("truncated", item.truncated)
        .flag("sticky", item.sticky)
        .flag("external", item.external)
        .flag("after_reference", item.after_reference)
        .number("list", item.list, 0)
        .number("offset", item.offset, 0)
        .list("related", related)
        .take();
}

ListItem list_item_from_json(const Json& json) {
    ListItem item;
    item.title = json["title"].text();
    item.url = json["url"].text();
    item.date = json["date"].text();
    item.date_from = json["date_from"].text();
    item.truncated = json["truncated"].boolean();
    item.sticky = json["sticky"].boolean();
    item.external = json["external"].boolean();
    item.after_reference = json["after_reference"].boolean();
    item.list = static_cast<std::uint32_t>(json["list"].number());
    item.offset = json["offset"].number();
    for (const Json& link : json["related"].items())
        item.related.push_back({link["title"].text(), link["url"].text()});
    return item;
}

Json to_json(const ListReading& reading) {
    Json lists = Json::array();
    for (const ListFacts& list : reading.lists) lists.push_back(to_json(list));
    CompactJson json;
    json.always("state", reading.state)
        .text("why", reading.why)
        .text("platform", reading.platform)
        .list("lists", lists);
    if (!reading.pager.kind.empty()) json.always("pager", to_json(reading.pager));
    return json.take();
}

ListReading list_reading_from_json(const Json& json) {
    ListReading reading;
    reading.state = json["state"].text();
    reading.why = json["why"].text();
    reading.platform = json["platform"].text();
    for (const Json& list : json["lists"].items())
        reading.lists.push_back({list["role"].text(), list["heading"].text(),
                                 list["hidden"].boolean(), list["offset"].number()});
    reading.pager = pager_from_json(json["pager"]);
    return reading;
}

std::string newest_day(const std::vector<ListItem>& items, const ListReading& reading) {
    if (reading.state == "not_visible") return {};
    std::string newest, at_side;
    for (const ListItem& item : items) {
        const std::string_view day = std::string_view(item.date).substr(0, 10);
        const bool side =
            item.list < reading.lists.size() && reading.lists[item.list].role == "side";
        std::string& best = side ? at_side : newest;
        if (day.size() == 10 && day > best && !item.after_reference && parse_timestamp(day))
            best = day;
    }
    return newest.empty() ? at_side : newest;
}

}  // namespace duwang
