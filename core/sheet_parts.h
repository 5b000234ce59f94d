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
