#include "core/article.h"

#include "core/compact_json.h"
#include "core/hash.h"

namespace duwang {
namespace {

Json to_json(const ArticleDate& date) {
    return CompactJson()
        .text("kind", date.kind)
        .text("value", date.value)
        .text("text", date.text)
        .text("label", date.label)
        .text("source", date.source)
        .number("offset", date.offset, -1)
        .take();
}

void read(const Json& json, ArticleDate& date) {
    date = {json["kind"].text(),  json["value"].text(),  json["text"].text(),
            json["label"].text(), json["source"].text(), json["offset"].number(-1)};
}

Json to_json(const ArticleElement& element) {
    return CompactJson()
        .text("key", element.key)
        .text("label", element.label)
        .text("text", element.text)
        .text("value", element.value)
        .text("form", element.form)
        .text("about", element.about)
        .number("offset", element.offset, -1)
        .take();
}

void read(const Json& json, ArticleElement& element) {
    element = {json["key"].text(),       json["label"].text(), json["text"].text(),
               json["value"].text(),     json["form"].text(),  json["about"].text(),
               json["offset"].number(-1)};
}

Json to_json(const DocumentNumber& number) {
    return CompactJson()
        .text("value", number.value)
        .text("text", number.text)
        .text("source", number.source)
        .list("oddities", list_of(number.oddities))
        .number("offset", number.offset, -1)
        .take();
}

void read(const Json& json, DocumentNumber& number) {
    number = {json["value"].text(), json["text"].text(), json["source"].text(),
              texts_of(json["oddities"]), json["offset"].number(-1)};
}

Json to_json(const ArticleAttachment& attachment) {
    return CompactJson()
        .text("url", attachment.url)
        .text("name", attachment.name)
        .text("title", attachment.title)
        .text("extension", attachment.extension)
        .text("source", attachment.source)
        .number("offset", attachment.offset, -1)
        .take();
}

void read(const Json& json, ArticleAttachment& attachment) {
    attachment = {json["url"].text(),       json["name"].text(),   json["title"].text(),
                  json["extension"].text(), json["source"].text(), json["offset"].number(-1)};
}

Json to_json(const Promised& promised) {
    return CompactJson()
        .text("name", promised.name)
        .text("met_by", promised.met_by)
        .number("offset", promised.offset, -1)
        .take();
}

void read(const Json& json, Promised& promised) {
    promised = {json["name"].text(), json["met_by"].text(), json["offset"].number(-1)};
}

Json to_json(const ArticleLink& link) {
    return CompactJson()
        .text("kind", link.kind)
        .text("text", link.text)
        .text("url", link.url)
        .number("offset", link.offset, -1)
        .take();
}

void read(const Json& json, ArticleLink& link) {
    link = {json["kind"].text(), json["text"].text(), json["url"].text(),
            json["offset"].number(-1)};
}

Json to_json(const ArticleBody& body) {
    return CompactJson()
        .text("kind", body.kind)
        .number("chars", body.chars, 0)
        .number("images", body.images, 0)
        .text("fingerprint", body.fingerprint == 0 ? "" : hex_of(body.fingerprint))
        .text("opening", body.opening)
        .number("offset", body.offset, -1)
        .take();
}

void read(const Json& json, ArticleBody& body) {
    body = {json["kind"].text(),     json["chars"].number(),
            json["images"].number(), number_of_hex(json["fingerprint"].text()),
            json["opening"].text(),  json["offset"].number(-1)};
}

template <class List>
Json array_of(const List& list) {
    Json array = Json::array();
    for (const auto& item : list) array.push_back(to_json(item));
    return array;
}

template <class List>
void read_all(const Json& json, List& list) {
    for (const Json& item : json.items()) read(item, list.emplace_back());
}

}  // namespace

Json to_json(const ArticleFacts& facts) {
    CompactJson json;
    json.text("kind", facts.kind)
        .text("title", facts.title)
        .text("title_source", facts.title_source)
        .number("title_offset", facts.title_offset, -1)
        .text("published", facts.published)
        .text("published_source", facts.published_source)
        .number("published_unsure", facts.published_unsure ? 1 : 0, 0)
        .list("dates", array_of(facts.dates))
        .text("source", facts.source)
        .number("source_offset", facts.source_offset, -1)
        .text("organ", facts.organ)
        .text("signature", facts.signature)
        .number("signature_offset", facts.signature_offset, -1)
        .list("breadcrumb", array_of(facts.breadcrumb))
        .list("elements", array_of(facts.elements))
        .list("cited", array_of(facts.cited))
        .list("attachments", array_of(facts.attachments))
        .list("promised", array_of(facts.promised))
        .list("related", array_of(facts.related))
        .text("related_state", facts.related_state)
        .list("notes", list_of(facts.notes));
    Json whole = json.take();
    if (!facts.number.empty()) whole.set("number", to_json(facts.number));
    if (!facts.body.kind.empty()) whole.set("body", to_json(facts.body));
    return whole;
}

ArticleFacts article_from_json(const Json& json) {
    ArticleFacts facts;
    facts.kind = json["kind"].text();
    facts.title = json["title"].text();
    facts.title_source = json["title_source"].text();
    facts.title_offset = json["title_offset"].number(-1);
    facts.published = json["published"].text();
    facts.published_source = json["published_source"].text();
    facts.published_unsure = json["published_unsure"].number() != 0;
    read_all(json["dates"], facts.dates);
    facts.source = json["source"].text();
    facts.source_offset = json["source_offset"].number(-1);
    facts.organ = json["organ"].text();
    facts.signature = json["signature"].text();
    facts.signature_offset = json["signature_offset"].number(-1);
    read_all(json["breadcrumb"], facts.breadcrumb);
    read_all(json["elements"], facts.elements);
    if (!json["number"].is_null()) read(json["number"], facts.number);
    read_all(json["cited"], facts.cited);
    read_all(json["attachments"], facts.attachments);
    read_all(json["promised"], facts.promised);
    read_all(json["related"], facts.related);
    facts.related_state = json["related_state"].text();
    if (!json["body"].is_null()) read(json["body"], facts.body);
    facts.notes = texts_of(json["notes"]);
    return facts;
}

}  // namespace duwang
