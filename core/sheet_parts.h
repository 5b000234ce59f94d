// The parts of an .xlsx file: what stands in its XML. Used by sheet_xlsx.cpp.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sheet.h"
#include "core/sheet_number.h"
#include "core/xml.h"

namespace duwang {

struct SheetName {
    std::string name;
    std::string relation;
    bool hidden = false;
};

struct BookPart {
    std::vector<SheetName> sheets;
    bool from_1904 = false;
};

struct Relation {
    std::string type, target;
};

// What cells refer to by number.
struct SharedParts {
    std::vector<std::string> strings;
    std::vector<NumberFormat> styles;
    bool from_1904 = false;
};

// `where`: file and part, for messages. Broken XML and document types are Errc::config.
Result<BookPart> read_book_part(std::string_view xml, const std::string& where);
Result<std::map<std::string, Relation>> read_relations(std::string_view xml,
                                                       const std::string& where);
Result<std::vector<std::string>> read_strings(std::string_view xml, const std::string& where);
Result<std::vector<NumberFormat>> read_styles(std::string_view xml, const std::string& where);
// Fills the rows; `texts_left`: bytes the texts of all cells may still take.
Result<void> read_sheet_part(std::string_view xml, const std::string& where,
                             const SharedParts& shared, Sheet& sheet, std::size_t& texts_left);

// What gathers the parts while they are read; for readers with limits of their own.
struct BookHandler final : xml::Handler {
    BookPart book;
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override;
    void end(std::string_view) override {}
    void text(std::string_view) override {}
};

struct RelationHandler final : xml::Handler {
    std::map<std::string, Relation> relations;
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override;
    void end(std::string_view) override {}
    void text(std::string_view) override {}
};

struct StyleHandler final : xml::Handler {
    std::map<int, NumberFormat> codes;
    std::vector<NumberFormat> styles;
    bool inside = false;
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override;
    void end(std::string_view name) override { inside = inside && name != "cellXfs"; }
    void text(std::string_view) override {}
};

// <si> holds <t>, or runs <r> of them; <rPh> is how it is spoken.
struct StringHandler final : xml::Handler {
    std::vector<std::string> strings;
    std::string raw;
    bool in_text = false;
    int spoken = 0;
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view part) override {
        if (in_text) raw += part;
    }
    bool enough() const override;
};

// What a cell of type `type` (attribute t) and style number `style` shows for its raw value.
std::string shown_cell(std::string_view type, const std::string& raw, std::size_t style,
                       const SharedParts& shared);

// A target beside the part `part`: "worksheets/sheet1.xml", "/xl/styles.xml", "../x.xml".
std::string resolved_part(std::string_view part, std::string_view target);
// Where the relations of a part stand: "xl/_rels/workbook.xml.rels".
std::string relations_part(const std::string& part);

// The same care for every part.
Result<void> read_xml_part(std::string_view text, const std::string& where, xml::Handler& handler);
std::string_view attribute(std::span<const xml::Attribute> attributes, std::string_view name);
// Characters that XML cannot hold stand as "_x000D_" in texts of cells.
void append_cell_text(std::string& out, std::string_view text);

struct CellPlace {
    std::size_t row = 0, column = 0;  // from 0
};
std::optional<CellPlace> cell_of(std::string_view reference);  // "C12"

}  // namespace duwang
