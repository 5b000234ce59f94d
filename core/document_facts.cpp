#include "core/document_facts.h"

#include "core/compact_json.h"
#include "core/hash.h"

namespace duwang {
namespace {

Json section_json(const DocumentSection& one) {
    return CompactJson()
        .text("key", one.key)
        .text("heading", one.heading)
        .number("chars", one.chars, 0)
        .text("text", one.text)
        .flag("has_table", one.has_table)
        .number("pictures", one.pictures, 0)
        .number("offset", one.offset, -1)
        .take();
}

DocumentSection section_of(const Json& json) {
    return {json["key"].text(),       json["heading"].text(),      json["chars"].number(),
            json["text"].text(),      json["has_table"].boolean(), json["pictures"].number(),
            json["offset"].number(-1)};
}

Json number_json(const NamedNumber& one) {
    return CompactJson()
        .text("key", one.key)
        .text("text", one.text)
        .always("value", one.value.exact())
        .number("offset", one.offset, -1)
        .take();
}

Json element_json(const DocumentElement& one) {
    return CompactJson()
        .text("key", one.key)
        .text("label", one.label)
        .text("text", one.text)
        .text("value", one.value)
        .text("source", one.source)
        .list("notes", list_of(one.notes))
        .number("offset", one.offset, -1)
        .take();
}

DocumentElement element_of(const Json& json) {
    return {json["key"].text(),       json["label"].text(),  json["text"].text(),
            json["value"].text(),     json["source"].text(), texts_of(json["notes"]),
            json["offset"].number(-1)};
}

Json leader_json(const DocumentLeader& one) {
    return CompactJson()
        .text("name", one.name)
        .text("post", one.post)
        .text("duties", one.duties)
        .number("offset", one.offset, -1)
        .take();
}

DocumentLeader leader_of(const Json& json) {
    return {json["name"].text(), json["post"].text(), json["duties"].text(),
            json["offset"].number(-1)};
}

template <class List, class Tell>
Json all(const List& list, Tell tell) {
    Json array = Json::array();
    for (const auto& one : list) array.push_back(tell(one));
    return array;
}

}  // namespace

const TypedTable* DocumentFacts::table(std::string_view key) const {
    for (const TypedTable& one : tables)
        if (one.key == key) return &one;
    return nullptr;
}

Json to_json(const DocumentFacts& facts) {
    if (facts.empty()) return Json::object();
    return CompactJson()
        .text("kind", facts.kind)
        .text("format", facts.format)
        .text("title", facts.title)
        .number("year", facts.year, 0)
        .text("organ", facts.organ)
        .list("sections", all(facts.sections, section_json))
        .list("tables", all(facts.tables, [](const TypedTable& one) { return to_json(one); }))
        .list("numbers", all(facts.numbers, number_json))
        .list("elements", all(facts.elements, element_json))
        .list("leaders", all(facts.leaders, leader_json))
        .list("sketch", all(facts.sketch, [](std::uint64_t one) { return Json(hex_of(one)); }))
        .list("notes", list_of(facts.notes))
        .take();
}

DocumentFacts document_from_json(const Json& json) {
    DocumentFacts facts;
    facts.kind = json["kind"].text();
    facts.format = json["format"].text();
    facts.title = json["title"].text();
    facts.year = static_cast<int>(json["year"].number());
    facts.organ = json["organ"].text();
    for (const Json& one : json["sections"].items()) facts.sections.push_back(section_of(one));
    for (const Json& one : json["tables"].items())
        facts.tables.push_back(typed_table_from_json(one));
    for (const Json& one : json["numbers"].items()) {
        const auto value = Decimal::parse(one["value"].text());
        if (value)
            facts.numbers.push_back(
                {one["key"].text(), one["text"].text(), *value, one["offset"].number(-1)});
    }
    for (const Json& one : json["elements"].items()) facts.elements.push_back(element_of(one));
    for (const Json& one : json["leaders"].items()) facts.leaders.push_back(leader_of(one));
    for (const Json& one : json["sketch"].items())
        facts.sketch.push_back(number_of_hex(one.text()));
    facts.notes = texts_of(json["notes"]);
    return facts;
}

}  // namespace duwang
