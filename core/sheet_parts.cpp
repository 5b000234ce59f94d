#include "core/sheet_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/xml.h"

namespace duwang {
namespace {

using Attributes = std::span<const xml::Attribute>;

constexpr std::size_t strings_max = 1'000'000;
constexpr std::size_t styles_max = 70'000;

int number_of(std::string_view text, int otherwise) {
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

}  // namespace

void BookHandler::start(std::string_view name, Attributes attributes) {
    if (name == "workbookPr") book.from_1904 = is_true(attribute(attributes, "date1904"));
    if (name != "sheet") return;
    const std::string_view state = attribute(attributes, "state");
    book.sheets.push_back({std::string(attribute(attributes, "name")),
                           std::string(attribute(attributes, "id")),
                           state == "hidden" || state == "veryHidden"});
}

void RelationHandler::start(std::string_view name, Attributes attributes) {
    if (name != "Relationship") return;
    relations[std::string(attribute(attributes, "Id"))] = {
        std::string(attribute(attributes, "Type")), std::string(attribute(attributes, "Target"))};
}

void StyleHandler::start(std::string_view name, Attributes attributes) {
    if (name == "numFmt" && codes.size() < styles_max)
        codes[number_of(attribute(attributes, "numFmtId"), 0)] =
            number_format(attribute(attributes, "formatCode"));
    inside = inside || name == "cellXfs";
    if (!inside || name != "xf" || styles.size() >= styles_max) return;
    const int id = number_of(attribute(attributes, "numFmtId"), 0);
    const auto own = codes.find(id);
    styles.push_back(own != codes.end() ? own->second : number_format(id));
}

void StringHandler::start(std::string_view name, Attributes) {
    if (name == "rPh") ++spoken;
    in_text = name == "t" && spoken == 0;
    if (name == "si") raw.clear();
}

void StringHandler::end(std::string_view name) {
    if (name == "rPh") --spoken;
    if (name == "t") in_text = false;
    if (name != "si") return;
    strings.emplace_back();
    append_cell_text(strings.back(), raw);
}

bool StringHandler::enough() const { return strings.size() > strings_max; }

namespace {

std::string folder_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return slash == part.npos ? std::string() : std::string(part.substr(0, slash + 1));
}

}  // namespace

std::string resolved_part(std::string_view part, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string folder = folder_of(part);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        if (!folder.empty()) folder.pop_back();
        folder = folder_of(folder);
    }
    return folder + std::string(target);
}

std::string relations_part(const std::string& part) {
    const std::string folder = folder_of(part);
    return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

Result<void> read_xml_part(std::string_view text, const std::string& where, xml::Handler& handler) {
    xml::Limits limits;
    limits.bytes_max = 64u << 20;
    const xml::Report report = xml::read(text, handler, limits);
    if (report.end == xml::End::rejected_dtd)
        return failure(Errc::config, fmt::format("{}: a document type, which no spreadsheet "
                                                 "program writes; not read",
                                                 where));
    if (report.end == xml::End::malformed)
        return failure(Errc::config, fmt::format("{}:{}: damaged ({}); save the file again", where,
                                                 report.line, report.note));
    if (report.end == xml::End::limit)
        return failure(Errc::config, fmt::format("{}: too large or too deep", where));
    return {};
}

std::string_view attribute(Attributes attributes, std::string_view name) {
    for (const xml::Attribute& one : attributes)
        if (one.name == name) return one.value;
    return {};
}

void append_cell_text(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        unsigned code = 0;
        const bool escape =
            text.size() - at >= 7 && text.substr(at, 2) == "_x" && text[at + 6] == '_';
        if (escape &&
            std::from_chars(&text[at + 2], &text[at + 6], code, 16).ptr == &text[at + 6]) {
            append_utf8(out, static_cast<char32_t>(code));
            at += 7;
        } else {
            out += text[at++];
        }
    }
}

Result<BookPart> read_book_part(std::string_view xml, const std::string& where) {
    BookHandler handler;
    if (Result<void> read = read_xml_part(xml, where, handler); !read)
        return tl::unexpected(read.error());
    return std::move(handler.book);
}

Result<std::map<std::string, Relation>> read_relations(std::string_view xml,
                                                       const std::string& where) {
    RelationHandler handler;
    if (Result<void> read = read_xml_part(xml, where, handler); !read)
        return tl::unexpected(read.error());
    return std::move(handler.relations);
}

Result<std::vector<std::string>> read_strings(std::string_view xml, const std::string& where) {
    StringHandler handler;
    if (Result<void> read = read_xml_part(xml, where, handler); !read)
        return tl::unexpected(read.error());
    return std::move(handler.strings);
}

Result<std::vector<NumberFormat>> read_styles(std::string_view xml, const std::string& where) {
    StyleHandler handler;
    if (Result<void> read = read_xml_part(xml, where, handler); !read)
        return tl::unexpected(read.error());
    return std::move(handler.styles);
}

}  // namespace duwang
