#include <fmt/format.h>

#include <algorithm>

#include "app/inspect.h"
#include "app/inspect_place.h"
#include "app/text_table.h"
#include "core/footer.h"
#include "core/html/place.h"
#include "core/ip_address.h"
#include "core/text/charset.h"
#include "core/url.h"
#include "crawler/page/page_reader.h"

namespace duwang::app {
namespace {

Json words(const std::vector<std::string_view>& list) {
    Json array = Json::array();
    for (std::string_view word : list) array.push_back(word);
    return array;
}

Json mark_json(const FooterMark& one, const html::PlaceFinder& places) {
    const html::Place place = places.at(static_cast<std::size_t>(one.mark->offset));
    return Json::object()
        .set("value", one.mark->value)
        .set("text", one.mark->text)
        .set("source", one.mark->source)
        .set("line", place.line)
        .set("selector", text_or_null(place.selector))
        .set("oddities", words(one.oddities));
}

Json element_json(const FooterElement& element, const html::PlaceFinder& places) {
    Json marks = Json::array();
    for (const FooterMark& one : element.marks) marks.push_back(mark_json(one, places));
    return Json::object()
        .set("label", element.label)
        .set("state", state_word(element.state))
        .set("values", list_of(element.values))
        .set("why", text_or_null(element.why))
        .set("oddities", words(element.oddities))
        .set("marks", marks);
}

Json late_json(const PageFacts& facts, const html::PlaceFinder& places) {
    Json all = Json::array();
    for (const LateContent& late : facts.late)
        all.push_back(Json::object()
                          .set("kind", late.kind)
                          .set("what", late.what)
                          .set("footer_like", late.footer_like)
                          .set("library", late.library)
                          .set("line", places.at(static_cast<std::size_t>(late.offset)).line));
    return all;
}

// Scripts, frames and images from a bare address are a risk for the page (F17).
void warn_of_bare_addresses(const PageFacts& facts, Json& warnings) {
    for (const Link& link : facts.links) {
        if (link.tag == "a" || link.tag == "area" || link.tag == "option") continue;
        const auto url = parse_url(link.url);
        if (url && parse_ip(std::string(url->host())))
            warnings.push_back(fmt::format("bare_address: {} from {}", link.tag, link.url));
    }
}

// 仿冒 (X06): marks can be copied, the host cannot.
void warn_of_foreign_domain(const PageFacts& facts, const Url& url, Json& warnings) {
    const std::vector<std::string> said = domains_said(facts);
    if (said.empty() || std::ranges::find(said, url.host()) != said.end()) return;
    warnings.push_back(fmt::format("foreign_domain: SiteDomain says {}, the page is at {}",
                                   fmt::join(said, ", "), url.host()));
}

std::string oddities_text(const Json& oddities) {
    std::string text;
    for (const Json& word : oddities.items())
        text += (text.empty() ? "" : "；") + std::string(oddity_label(word.text()));
    return text;
}

void append_element(const Json& element, std::string& out) {
    const std::string word = element["state"].text();
    const ElementState state = word == "present"  ? ElementState::present
                               : word == "absent" ? ElementState::absent
                                                  : ElementState::not_visible;
    std::string values;
    for (const Json& value : element["values"].items())
        values += (values.empty() ? "" : "、") + value.text();
    out += padded_to(26, element["label"].text()) + padded_to(10, state_label(state));
    out += values.empty() ? element["why"].text() : values;
    if (const std::string odd = oddities_text(element["oddities"]); !odd.empty())
        out += "  【" + odd + "】";
    out += '\n';
    for (const Json& mark : element["marks"].items()) {
        out += fmt::format("    第{}行  {}  {}", mark["line"].number(), mark["source"].text(),
                           mark["text"].text());
        if (const std::string odd = oddities_text(mark["oddities"]); !odd.empty())
            out += "  【" + odd + "】";
        out += '\n';
    }
}

}  // namespace

Result<Json> inspect_footer(const Json& question) {
    auto asked = asked_page(question, "page");
    if (!asked) return tl::unexpected(asked.error());
    asked->context.detail = true;
    const PageFacts facts = crawler::read_page(asked->bytes, asked->context).facts;
    const std::string text = decode(asked->bytes, facts.charset).text;
    const html::PlaceFinder places(text);

    Json elements = Json::object();
    for (const FooterElement& element : footer_of(facts))
        elements.set(element.kind, element_json(element, places));
    Json warnings = list_of(facts.warnings);
    warn_of_bare_addresses(facts, warnings);
    warn_of_foreign_domain(facts, asked->context.url, warnings);
    return Json::object()
        .set("elements", elements)
        .set("late", late_json(facts, places))
        .set("warnings", warnings);
}

std::string footer_text(const Json& answer) {
    std::string out;
    for (const auto& [kind, element] : answer["elements"].members()) append_element(element, out);
    if (!answer["late"].items().empty()) out += "稍后载入的内容：\n";
    for (const Json& late : answer["late"].items())
        out += fmt::format("    第{}行  {}  {}{}\n", late["line"].number(), late["kind"].text(),
                           late["what"].text(),
                           late["footer_like"].boolean() ? "  【像页脚】"
                           : late["library"].boolean()   ? "  【通用组件】"
                                                         : "");
    for (const Json& warning : answer["warnings"].items()) out += "提示：" + warning.text() + '\n';
    return out;
}

}  // namespace duwang::app
