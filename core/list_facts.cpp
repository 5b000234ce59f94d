#include "core/list_facts.h"

#include "core/time.h"

namespace duwang {
namespace {

// Most entries of most lists have the default: captures hold many of them.
void set_text(Json& json, std::string_view key, const std::string& value) {
    if (!value.empty()) json.set(key, value);
}
void set_number(Json& json, std::string_view key, std::int64_t value) {
    if (value != 0) json.set(key, value);
}
void set_flag(Json& json, std::string_view key, bool value) {
    if (value) json.set(key, true);
}

Json to_json(const ListFacts& list) {
    Json json = Json::object().set("role", list.role).set("offset", list.offset);
    set_text(json, "heading", list.heading);
    set_flag(json, "hidden", list.hidden);
    return json;
}

Json to_json(const PagerFacts& pager) {
    Json json = Json::object().set("kind", pager.kind);
    set_number(json, "pages", pager.pages);
    set_number(json, "current", pager.current);
    set_number(json, "records", pager.records);
    set_number(json, "page_size", pager.page_size);
    if (!pager.addresses.empty()) json.set("addresses", list_of(pager.addresses));
    set_flag(json, "needs_script", pager.needs_script);
    set_text(json, "text", pager.text);
    set_number(json, "offset", pager.offset);
    return json;
}

PagerFacts pager_from_json(const Json& json) {
    PagerFacts pager;
    pager.kind = json["kind"].text();
    pager.pages = json["pages"].number();
    pager.current = json["current"].number();
    pager.records = json["records"].number();
    pager.page_size = json["page_size"].number();
    for (const Json& one : json["addresses"].items()) pager.addresses.push_back(one.text());
    pager.needs_script = json["needs_script"].boolean();
    pager.text = json["text"].text();
    pager.offset = json["offset"].number();
    return pager;
}

}  // namespace

Json to_json(const ListItem& item) {
    Json json = Json::object().set("title", item.title).set("url", item.url).set("date", item.date);
    set_text(json, "date_from", item.date_from);
    set_flag(json, "truncated", item.truncated);
    set_flag(json, "sticky", item.sticky);
    set_flag(json, "external", item.external);
    set_flag(json, "after_reference", item.after_reference);
    set_number(json, "list", item.list);
    set_number(json, "offset", item.offset);
    if (item.related.empty()) return json;
    Json related = Json::array();
    for (const RelatedLink& link : item.related)
        related.push_back(Json::object().set("title", link.title).set("url", link.url));
    return std::move(json.set("related", related));
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
    Json json = Json::object().set("state", reading.state);
    set_text(json, "why", reading.why);
    set_text(json, "platform", reading.platform);
    if (!reading.lists.empty()) {
        Json lists = Json::array();
        for (const ListFacts& list : reading.lists) lists.push_back(to_json(list));
        json.set("lists", lists);
    }
    if (!reading.pager.kind.empty()) json.set("pager", to_json(reading.pager));
    return json;
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
