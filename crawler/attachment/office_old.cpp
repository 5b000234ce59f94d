// .doc and .xls of old (OLE2), by Debian's antiword and catdoc. Passwords are seen in
// the files' own headers, for the tools do not tell them from damage.
#include <fmt/format.h>

#include <algorithm>

#include "crawler/attachment/child_process.h"
#include "crawler/attachment/docbook.h"
#include "crawler/attachment/ole.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

unsigned number_at(std::string_view bytes, std::size_t at) {
    if (at + 2 > bytes.size()) return 0;
    return static_cast<unsigned char>(bytes[at]) + 256u * static_cast<unsigned char>(bytes[at + 1]);
}

// [MS-DOC] FibBase: bit fEncrypted.
bool doc_has_password(const OleFile& file) {
    constexpr unsigned encrypted = 0x0100;
    return (number_at(file.stream("WordDocument", 32), 10) & encrypted) != 0;
}

// [MS-XLS]: FilePass stands near the start of the workbook.
bool xls_has_password(const OleFile& file) {
    constexpr unsigned file_pass = 0x002F;
    constexpr std::size_t looked_at = 4'096;
    const std::string book = file.stream(file.has("Workbook") ? "Workbook" : "Book", looked_at);
    for (std::size_t at = 0; at + 4 <= book.size(); at += 4 + number_at(book, at + 2))
        if (number_at(book, at) == file_pass) return true;
    return false;
}

// A sheet's rows, until the mark between sheets.
Table table_of(std::string_view csv) {
    Table table;
    std::uint32_t row = 0, column = 0;
    std::string text;
    bool quoted = false;
    const auto close = [&] {
        if (!text.empty()) {
            TableCell cell;
            cell.text = std::move(text);
            cell.row = row;
            cell.column = column;
            table.add(std::move(cell));
        }
        text.clear();
        ++column;
    };
    for (const char c : csv) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            close();
        } else if (!quoted && c == '\n') {
            close();
            ++row;
            column = 0;
        } else {
            text += c;
        }
    }
    close();
    return table;
}

}  // namespace

void read_doc(Reading& reading) {
    const auto file = OleFile::open(reading.bytes);
    if (!file) return reading.give_up("damaged", "no directory");
    if (doc_has_password(*file)) return reading.give_up("encrypted", "a password is needed");
    if (!file->whole("WordDocument")) return reading.give_up("damaged", "WordDocument is cut off");
    const ToolEnd end = run_reader(reading, {"antiword", "-x", "db", input_path});
    if (!tool_worked(reading, end, "antiword")) return;
    if (read_docbook(reading, end.output)) reading.warn("merged_cells_not_read");
}

void read_xls(Reading& reading) {
    const auto file = OleFile::open(reading.bytes);
    if (!file) return reading.give_up("damaged", "no directory");
    if (xls_has_password(*file)) return reading.give_up("encrypted", "a password is needed");
    if (!file->whole(file->has("Workbook") ? "Workbook" : "Book"))
        return reading.give_up("damaged", "Workbook is cut off");
    const ToolEnd end =
        run_reader(reading, {"xls2csv", "-d", "utf-8", "-q", "1", "-b", "\f\n", input_path});
    if (!tool_worked(reading, end, "xls2csv")) return;
    std::string_view rest = end.output;
    if (rest.empty()) return reading.give_up("damaged", "xls2csv: no sheet");
    while (!rest.empty()) {
        const std::size_t mark = std::min(rest.find('\f'), rest.size());
        const std::string_view sheet = rest.substr(0, mark);
        if (sheet.find_first_not_of(" \r\n,") != sheet.npos) {
            ++reading.out.facts.pages;
            Table table = table_of(sheet);
            table.origin = fmt::format("工作表 {}", reading.out.facts.pages);
            reading.table(std::move(table));
        }
        rest.remove_prefix(std::min(mark + 1, rest.size()));
    }
    // xls2csv does not tell merged cells.
    reading.warn("merged_cells_not_read");
}

}  // namespace duwang::crawler
