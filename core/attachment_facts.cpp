#include "core/attachment_facts.h"

#include "core/compact_json.h"

namespace duwang {
namespace {

Json to_json(const ArchiveEntry& entry) {
    return CompactJson()
        .text("name", entry.name)
        .number("bytes", entry.bytes, 0)
        .text("kind", entry.kind)
        .flag("encrypted", entry.encrypted)
        .take();
}

ArchiveEntry entry_of(const Json& json) {
    return {json["name"].text(), json["bytes"].number(), json["kind"].text(),
            json["encrypted"].boolean()};
}

}  // namespace

Json to_json(const AttachmentFacts& facts) {
    Json entries = Json::array();
    for (const ArchiveEntry& entry : facts.entries) entries.push_back(to_json(entry));
    return CompactJson()
        .text("name", facts.name)
        .number("bytes", facts.bytes, 0)
        .text("kind", facts.kind)
        .text("said", facts.said)
        .flag("renamed", facts.renamed)
        .text("state", facts.state)
        .text("cause", facts.cause)
        .text("note", facts.note)
        .text("title", facts.title)
        .number("pages", facts.pages, 0)
        .number("images", facts.images, 0)
        .list("entries", std::move(entries))
        .list("warnings", list_of(facts.warnings))
        .take();
}

AttachmentFacts attachment_from_json(const Json& json) {
    AttachmentFacts facts;
    facts.name = json["name"].text();
    facts.bytes = json["bytes"].number();
    facts.kind = json["kind"].text();
    facts.said = json["said"].text();
    facts.renamed = json["renamed"].boolean();
    facts.state = json["state"].text();
    facts.cause = json["cause"].text();
    facts.note = json["note"].text();
    facts.title = json["title"].text();
    facts.pages = static_cast<int>(json["pages"].number());
    facts.images = static_cast<int>(json["images"].number());
    for (const Json& entry : json["entries"].items()) facts.entries.push_back(entry_of(entry));
    facts.warnings = texts_of(json["warnings"]);
    return facts;
}

}  // namespace duwang
