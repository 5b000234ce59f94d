#include "core/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/csv.h"
#include "core/sheet_xlsx.h"
#include "core/text/ascii.h"
#include "core/text/normalise.h"

namespace duwang {
namespace {

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

bool is_compound(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0"); }

// .xls, and every workbook with a password, is a compound file of the old kind.
tl::unexpected<Error> refuse_compound(std::string_view bytes, std::string_view file) {
    static constexpr std::string_view name = "EncryptedPackage";
    std::string wide;
    for (const char c : name) (wide += c) += '\0';
    if (bytes.find(wide) != bytes.npos)
        return failure(Errc::config,
                       fmt::format("{}: protected by a password; open it, take the password off "
                                   "and save it as .xlsx",
                                   file));
    return failure(Errc::config, fmt::format("{}: a workbook of the old kind (.xls), whatever its "
                                             "name; open it and save it as .xlsx",
                                             file));
}

Result<Workbook> read_csv_workbook(std::string_view bytes, const std::string& file) {
    Result<std::vector<CsvRow>> rows = parse_csv(bytes, file);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->size() > sheet_rows_max)
        return failure(Errc::config, fmt::format("{}:{}: more than {} rows; split the table", file,
                                                 (*rows)[sheet_rows_max].line, sheet_rows_max));
    Sheet sheet{file, {}, {}};
    for (CsvRow& row : *rows) {
        if (row.fields.size() > sheet_columns_max)
            return failure(Errc::config, fmt::format("{}:{}: more than {} columns", file, row.line,
                                                     sheet_columns_max));
        SheetRow out{row.line, {}};
        for (std::string& field : row.fields) out.cells.push_back({std::move(field), false});
        sheet.rows.push_back(std::move(out));
    }
    Workbook book{file, {}};
    book.sheets.push_back(std::move(sheet));
    return book;
}

bool ends_with_word(const std::string& file, std::string_view ending) {
    return lower_ascii(file).ends_with(ending);
}

}  // namespace

const Cell& SheetRow::cell(std::size_t column) const {
    static const Cell none;
    return column < cells.size() ? cells[column] : none;
}

bool SheetRow::blank() const {
    return std::ranges::all_of(cells,
                               [](const Cell& cell) { return trim_blanks(cell.text).empty(); });
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    return letters;
}

std::string Sheet::place(std::size_t row, std::size_t column) const {
    const int number = row < rows.size() ? rows[row].number : static_cast<int>(row) + 1;
    if (name.empty()) return fmt::format("{}:{}:{}", file, number, column + 1);
    return fmt::format("{}:{}!{}{}", file, name, column_letters(column), number);
}

const Sheet* Workbook::sheet(std::string_view name) const {
    const auto found = std::ranges::find(sheets, name, &Sheet::name);
    return found == sheets.end() ? nullptr : &*found;
}

bool is_workbook(std::string_view bytes) { return is_zip(bytes) || is_compound(bytes); }

Result<Workbook> read_workbook(std::string_view bytes, std::string file) {
    if (is_zip(bytes)) return read_xlsx(bytes, file);
    if (is_compound(bytes)) return refuse_compound(bytes, file);
    if (ends_with_word(file, ".xlsx") || ends_with_word(file, ".xls"))
        return failure(Errc::config, fmt::format("{}: no workbook, whatever its name; open it and "
                                                 "save it as .xlsx",
                                                 file));
    return read_csv_workbook(bytes, file);
}

}  // namespace duwang
