#include "core/fact.h"

#include "core/hash.h"

namespace duwang {
namespace {

Json to_json(const Link& link) {
    Json json =
        Json::object()
            .set("tag", link.tag)
            .set("attr", link.attr)
            .set("raw", link.raw)
            .set("url", link.url)
            .set("text", link.text)
            .set("title", link.title)
            .set("offset", link.offset)
            .set("hidden", link.hidden_by.empty() ? Json(link.hidden) : Json(link.hidden_by));
    if (link.idle) json.set("idle", true);
    return json;
}

Link link_from_json(const Json& json) {
    const Json& hidden = json["hidden"];  // the way of hiding, or only that there is one
    return {json["tag"].text(),      json["attr"].text(),
            json["raw"].text(),      json["url"].text(),
            json["text"].text(),     json["title"].text(),
            json["offset"].number(), hidden.is_text() || hidden.boolean(),
            hidden.text(),           json["idle"].boolean()};
}

Json to_json(const LateContent& late) {
    return Json::object()
        .set("kind", late.kind)
        .set("what", late.what)
        .set("footer_like", late.footer_like)
        .set("offset", late.offset)
        .set("library", late.library);
}

Json to_json(const Meta& meta) {
    return Json::object().set("name", meta.name).set("content", meta.content);
}

Json to_json(const std::string& text) { return text; }

}  // namespace

Json to_json(const Mark& mark) {
    return Json::object()
        .set("kind", mark.kind)
        .set("value", mark.value)
        .set("text", mark.text)
        .set("source", mark.source)
        .set("offset", mark.offset);
}

namespace {

template <class List>
Json array_of(const List& list) {
    Json array = Json::array();
    for (const auto& item : list) array.push_back(to_json(item));
    return array;
}

}  // namespace

Json to_json(const PageFacts& facts) {
    Json json = Json::object()
                    .set("url", facts.url)
                    .set("final_url", facts.final_url)
                    .set("status", status_word(facts.status, facts.http_status))
                    .set("http_status", facts.http_status)
                    .set("content_type", facts.content_type)
                    .set("charset", facts.charset)
                    .set("charset_source", facts.charset_source)
                    .set("title", facts.title)
                    .set("lang", facts.lang)
                    .set("text_chars", facts.text_chars)
                    .set("fingerprint", hex_of(facts.fingerprint))
                    .set("opening", facts.opening)
                    .set("metas", array_of(facts.metas))
                    .set("marks", array_of(facts.marks))
                    .set("late", array_of(facts.late))
                    .set("links", array_of(facts.links))
                    .set("items", array_of(facts.items))
                    .set("detailed", facts.detailed)
                    .set("structured", facts.structured)
                    .set("dates_by", facts.dates_by)
                    .set("warnings", array_of(facts.warnings));
    if (!facts.forwards_to.empty())
        json.set("forwards_to", facts.forwards_to).set("forwards_by", facts.forwards_by);
    if (!facts.reading.state.empty()) json.set("lists", to_json(facts.reading));
    if (!facts.article.empty()) json.set("article", to_json(facts.article));
    if (!facts.files.empty()) {
        Json files = Json::array();
        for (const std::string& file : facts.files) files.push_back(file);
        json.set("files", std::move(files));
    }
    if (!facts.attachment.empty()) json.set("attachment", to_json(facts.attachment));
    if (!facts.document.empty()) json.set("document", to_json(facts.document));
    return json;
}

std::string newest_day(const PageFacts& facts) { return newest_day(facts.items, facts.reading); }

PageFacts page_facts_from_json(const Json& json) {
    PageFacts facts;
    facts.url = json["url"].text();
    facts.final_url = json["final_url"].text();
    facts.http_status = static_cast<int>(json["http_status"].number());
    int code = 0;
    facts.status = status_of(json["status"].text(), code);
    facts.content_type = json["content_type"].text();
    facts.charset = json["charset"].text();
    facts.charset_source = json["charset_source"].text();
    facts.title = json["title"].text();
    facts.lang = json["lang"].text();
    facts.text_chars = json["text_chars"].number();
    facts.fingerprint = number_of_hex(json["fingerprint"].text());
    facts.opening = json["opening"].text();
    for (const Json& item : json["metas"].items())
        facts.metas.push_back({item["name"].text(), item["content"].text()});
    for (const Json& item : json["marks"].items())
        facts.marks.push_back({item["kind"].text(), item["value"].text(), item["text"].text(),
                               item["source"].text(), item["offset"].number()});
    for (const Json& item : json["late"].items())
        facts.late.push_back({item["kind"].text(), item["what"].text(),
                              item["footer_like"].boolean(), item["offset"].number(),
                              item["library"].boolean()});
    for (const Json& item : json["links"].items()) facts.links.push_back(link_from_json(item));
    for (const Json& item : json["items"].items()) facts.items.push_back(list_item_from_json(item));
    facts.reading = list_reading_from_json(json["lists"]);
    if (!json["article"].is_null()) facts.article = article_from_json(json["article"]);
    for (const Json& file : json["files"].items()) facts.files.push_back(file.text());
    if (!json["attachment"].is_null()) facts.attachment = attachment_from_json(json["attachment"]);
    if (!json["document"].is_null()) facts.document = document_from_json(json["document"]);
    facts.detailed = json["detailed"].boolean();
    facts.structured = json["structured"].boolean();
    facts.dates_by = json["dates_by"].text();
    facts.warnings = texts_of(json["warnings"]);
    facts.forwards_to = json["forwards_to"].text();
    facts.forwards_by = json["forwards_by"].text();
    return facts;
}

}  // namespace duwang
