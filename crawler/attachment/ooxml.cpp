#include "crawler/attachment/ooxml.h"

#include <fmt/format.h>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

struct TitleHandler final : QuietHandler {
    std::string title;
    bool inside = false;
    void start(std::string_view name, std::span<const xml::Attribute>) override {
        inside = name == "title";
    }
    void end(std::string_view) override { inside = false; }
    void text(std::string_view part) override {
        if (inside && title.size() < 1'000) title += part;
    }
};

}  // namespace

bool OoxmlParts::read(const std::string& part, xml::Handler& handler) {
    const Result<std::string> xml = zip_.read(part);
    if (!xml) {
        reading_.give_up(cause_of(zip_.problem()), part);
        return false;
    }
    return read_xml(reading_, *xml, part, handler);
}

Relations OoxmlParts::relations(const std::string& part) {
    const std::string beside = relations_part(part);
    RelationHandler handler;
    if (has(beside)) read(beside, handler);
    return std::move(handler.relations);
}

std::string OoxmlParts::main_part(const std::string& usual) {
    for (const auto& [id, relation] : relations(""))
        if (relation.type.ends_with("/officeDocument")) {
            std::string part = resolved_part("", relation.target);
            if (has(part)) return part;
        }
    return usual;
}

void OoxmlParts::read_title() {
    if (reading_.given_up() || !has("docProps/core.xml")) return;
    TitleHandler handler;
    if (read("docProps/core.xml", handler))
        reading_.out.facts.title = collapse_blanks(printable(handler.title));
}

std::string outside_address(const Relations& relations, std::string_view id) {
    const auto found = relations.find(std::string(id));
    if (found == relations.end() || !found->second.type.ends_with("/hyperlink")) return {};
    const std::string& target = found->second.target;
    // Places in the file itself begin with a sheet, slide or mark.
    const bool inside = target.starts_with('#') || target.ends_with(".xml");
    return inside ? std::string() : target;
}

}  // namespace duwang::crawler
