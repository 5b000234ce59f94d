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
#include "crawler/attachment/attachment.h"
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
    html::Node main;
    if (facts.article.body.offset >= 0) main = node_at(document.body(), facts.article.body.offset);
    input.flow = crawler::main_flow(document, main);
    return input;
}

// A file is read as a crawl reads it (附件).
Result<DocumentInput> file_input(std::string_view bytes, const std::string& name) {
    crawler::AttachmentReading reading = crawler::read_attachment(bytes, name);
    const AttachmentFacts& facts = reading.facts;
    // What was read in part only is told as a part by its flow.
    const bool part = facts.state == "not_determined" && !reading.flow.blocks.empty();
    if (facts.state != "read" && !part)
        return failure(Errc::usage,
                       fmt::format("{} has no text that can be read: {} ({}{}{}); see `duwang "
                                   "inspect attachment`",
                                   name.empty() ? "the document" : name, facts.kind,
                                   facts.cause.empty() ? facts.state : facts.cause,
                                   facts.note.empty() ? "" : ": ", facts.note));
    DocumentInput input;
    input.flow = std::move(reading.flow);
    input.context.title = facts.title;
    return input;
}

}  // namespace

Result<DocumentInput> flow_of_file(std::string_view bytes, const std::string& name,
                                   const std::string& content_type) {
    Result<DocumentInput> input =
        is_page(bytes, content_type) ? page_input(bytes, content_type) : file_input(bytes, name);
    if (input) input->context.name = std::filesystem::path(name).stem().string();
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
