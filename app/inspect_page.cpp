#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/inspect.h"
#include "app/inspect_article.h"
#include "app/inspect_place.h"
#include "app/page_scan.h"
#include "app/probe.h"
#include "core/text/charset.h"
#include "crawler/page/page_reader.h"
#include "crawler/sitemap/sitemap.h"

namespace duwang::app {
namespace {

Json charset_json(const CharsetGuess& guess) {
    return Json::object()
        .set("name", guess.name)
        .set("source", guess.source)
        .set("declared", list_of(guess.declared));
}

Json links_json(const PageFacts& facts, const PageScan& scan, const html::PlaceFinder& places) {
    Json links = Json::array();
    for (const Link& link : facts.links) {
        auto rel = scan.rel.find(static_cast<std::size_t>(link.offset));
        Json one = Json::object()
                       .set("tag", link.tag)
                       .set("attr", link.attr)
                       .set("raw", link.raw)
                       .set("url", text_or_null(link.url))
                       .set("text", link.text)
                       .set("rel", rel == scan.rel.end() ? Json() : Json(rel->second))
                       .set("hidden", text_or_null(link.hidden_by));
        set_place(one, places, link.offset);
        links.push_back(std::move(one));
    }
    return links;
}

Json identifiers_json(const PageFacts& facts, const PageScan& scan,
                      const html::PlaceFinder& places) {
    constexpr std::array told{"gov_site_id", "icp", "psb"};
    Json identifiers = Json::array();
    for (const Mark& mark : facts.marks) {
        if (std::ranges::find(told, mark.kind) == told.end()) continue;
        Json one =
            Json::object().set("kind", mark.kind).set("value", mark.value).set("text", mark.text);
        set_place(one, places, mark.offset);
        identifiers.push_back(std::move(one));
    }
    add_icp_licences(scan, places, identifiers);
    return identifiers;
}

std::string meta_of(const PageFacts& facts, std::string_view name) {
    for (const Meta& meta : facts.metas)
        if (meta.name == name) return meta.content;
    return {};
}

// Limits are told apart from oddities of the page.
void warnings_json(const std::vector<std::string>& all, Json& limits, Json& warnings) {
    for (const std::string& warning : all) {
        bool limit = warning.find("limit") != warning.npos || warning.find("cut") != warning.npos ||
                     warning.find("too_many") != warning.npos ||
                     warning.find("max") != warning.npos;
        (limit ? limits : warnings).push_back(warning);
    }
}

Json entry_json(const crawler::SitemapEntry& entry) {
    return Json::object()
        .set("loc", text_or_null(entry.loc))
        .set("lastmod", text_or_null(entry.lastmod))
        .set("title", text_or_null(entry.title))
        .set("link", text_or_null(entry.link))
        .set("published", text_or_null(entry.published));
}

}  // namespace

Result<Json> inspect_page(const Json& question) {
    auto asked = asked_page(question, "page");
    if (!asked) return tl::unexpected(asked.error());
    crawler::PageContext& context = asked->context;
    context.detail = context.structure = true;
    const PageFacts facts = crawler::read_page(asked->bytes, context).facts;
    const std::string text = decode(asked->bytes, facts.charset).text;
    const PageScan scan = scan_page(text);
    const html::PlaceFinder places(text);

    Json limits = Json::array(), warnings = Json::array();
    warnings_json(facts.warnings, limits, warnings);
    Json answer = Json::object();
    answer.set("charset", charset_json(sniff_charset(asked->bytes, context.content_type)));
    answer.set("title", facts.title).set("lang", text_or_null(facts.lang));
    answer.set("base", text_or_null(scan.base));
    answer.set("description", text_or_null(meta_of(facts, "description")));
    answer.set("links", links_json(facts, scan, places));
    answer.set("dates", page_dates(scan, facts, context, places));
    answer.set("identifiers", identifiers_json(facts, scan, places));
    answer.set("article", article_json(facts.article, places));
    answer.set("metadata", metadata_json(facts));
    answer.set("forwards_to", text_or_null(facts.forwards_to));
    answer.set("forwards_by", text_or_null(facts.forwards_by));
    return answer.set("limits_hit", limits).set("warnings", warnings);
}

Result<Json> inspect_sitemap(const Json& question) {
    auto bytes = probe_bytes(question, "sitemap", {"file"});
    if (!bytes) return tl::unexpected(bytes.error());
    crawler::Sitemap sitemap = crawler::parse_sitemap(*bytes);
    Json entries = Json::array();
    for (const crawler::SitemapEntry& entry : sitemap.entries) entries.push_back(entry_json(entry));
    return Json::object()
        .set("kind", sitemap.kind)
        .set("title", text_or_null(sitemap.title))
        .set("link", text_or_null(sitemap.link))
        .set("entries", entries)
        .set("warnings", list_of(sitemap.warnings));
}

Result<Json> inspect_text(const Json& question) {
    auto bytes = probe_bytes(question, "text", {"file"});
    if (!bytes) return tl::unexpected(bytes.error());
    std::string label = option(question, "charset").text(option(question, "label").text());
    std::string charset(charset_of_label(label));
    if (!label.empty() && charset.empty())
        return failure(Errc::usage,
                       fmt::format("charset \"{}\" is not known; write utf-8, gbk, big5 …", label));
    if (charset.empty())
        charset = sniff_charset(*bytes, option(question, "content_type").text()).name;
    Decoded decoded = decode(*bytes, charset);
    return Json::object()
        .set("text", decoded.text)
        .set("charset", charset)
        .set("replaced", decoded.replaced);
}

}  // namespace duwang::app
