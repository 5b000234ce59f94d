#include "app/document_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/inspect.h"
#include "app/probe.h"
#include "core/html/document.h"
#include "core/text/charset.h"
#include "core/text/normalise.h"
#include "core/url.h"
#include "crawler/document/html_flow.h"
#include "crawler/page/page_reader.h"

namespace duwang::app {
namespace {

constexpr std::size_t opening_bytes = 4096;

bool is_page(std::string_view bytes, const std::string& content_type) {
    if (content_type.find("html") != content_type.npos) return true;
    std::string opening(bytes.substr(0, opening_bytes));
    for (char& c : opening)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (opening.find('\0') != opening.npos) return false;
    for (std::string_view tag :
         {"<html", "<!doctype html", "<body", "<table", "<div", "<p>", "<td"})
        if (opening.find(tag) != opening.npos) return true;
    return false;
}

html::Node node_at(html::Node body, std::int64_t offset) {
    for (html::Node at = body; at; at = at.next(body))
        if (at.is_element() && static_cast<std::int64_t>(at.offset()) == offset) return at;
    return {};
}

// Tables often stand beside the element that holds most of the sentences: upwards until all of
// those with several cells are inside.
html::Node with_tables(html::Node area, html::Node body, const Flow& whole) {
    std::int64_t first = -1, last = -1;  // offsets, in the order of the document
    for (const Table& table : whole.tables) {
        if (table.cells().size() < 4) continue;
        if (first < 0) first = table.offset;
        last = table.offset;
    }
    if (first < 0) return area;
    const std::size_t from = node_at(body, first).index(), to = node_at(body, last).index();
    const auto inside = [&](html::Node node) { return from >= node.index() && to < node.end(); };
    while (!(area == body) && !inside(area)) area = area.parent();
    return area;
}

DocumentInput page_input(std::string_view bytes, const std::string& content_type) {
    crawler::PageContext context;
    if (const auto url = parse_url("http://page.invalid/")) context.url = *url;
    context.content_type = content_type;
    context.structure = true;
    const PageFacts facts = crawler::read_page(bytes, context).facts;
    DocumentInput input;
    input.text = decode(bytes, facts.charset).text;
    input.context.title = facts.article.title.empty() ? facts.title : facts.article.title;
    const html::Document document(input.text);
    const html::Node body = document.body();
    if (!body) return input;
    input.flow = crawler::html_flow(body);
    html::Node area;
    if (facts.article.body.offset >= 0) area = node_at(body, facts.article.body.offset);
    if (!area) return input;
    area = with_tables(area, body, input.flow);
    if (!(area == body)) input.flow = crawler::html_flow(area);
    return input;
}

}  // namespace

Result<DocumentInput> flow_of_file(std::string_view bytes, const std::string& name,
                                   const std::string& content_type) {
    if (!is_page(bytes, content_type))
        return failure(Errc::usage, fmt::format("{} is no web page; other files cannot be read as "
                                                "documents yet",
                                                name.empty() ? "the document" : name));
    DocumentInput input = page_input(bytes, content_type);
    input.context.name = std::filesystem::path(name).stem().string();
    return input;
}

Result<DocumentInput> asked_document(const Json& question, const std::string& key,
                                     const std::string& path) {
    auto bytes = probe_bytes(question, key, {path});
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string given =
        option(question, key + "_b64").is_null()
            ? option(question, path).text(option(question, key + "_file").text())
            : option(question, "name").text();
    const std::string type = key == "page" ? option(question, "content_type").text() : "";
    auto input = flow_of_file(*bytes, std::filesystem::path(given).filename().string(), type);
    if (!input) return input;
    if (auto day = reference_date(question)) input->context.as_of = *day;
    return input;
}

}  // namespace duwang::app
