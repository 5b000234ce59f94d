// `duwang template`: tables for people to fill in, prefilled with everything that is known.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "app/entry_commands.h"
#include "app/entry_target.h"
#include "app/exit_code.h"
#include "core/sheet.h"
#include "core/text/closest.h"
#include "reports/escape.h"
#include "reports/format/xlsx.h"
#include "storage/capture/append_file.h"

namespace duwang::app {
namespace {

using workflow::EntryTable;

Result<EntryTable> table_named(const std::string& word) {
    if (const auto table = workflow::entry_table_of(word)) return *table;
    std::vector<std::string_view> known;
    for (EntryTable table : workflow::entry_tables) known.push_back(workflow::form_of(table).word);
    return failure(Errc::usage,
                   fmt::format("no template \"{}\"; {}", word, word_advice(word, known)));
}

// The unit as the inventory knows it; a rater that is no unit stays as it is.
Result<std::string> unit_named(const std::string& word, EntryTable table,
                               const Inventory& inventory) {
    if (word.empty()) return word;
    workflow::UnitIndex units;
    for (const Unit& unit : inventory.units) units.add(unit);
    std::string problem;
    std::string id = units.find(word, problem);
    if (!id.empty()) return id;
    if (table == EntryTable::ratings) return word;
    return failure(Errc::usage, "--unit: " + problem);
}

using Rows = std::span<const workflow::PrefilledRow>;

// Of a whole template: more could not be imported in one go.
constexpr std::size_t template_rows_max = 1'000'000;
constexpr std::size_t sheet_rows = sheet_rows_max - 1;  // below the header
// A workbook is read inflated, within bounds; with the styles that spreadsheet programs add, this
// many full sheets stay well within them.
constexpr std::size_t book_sheets_max = 3;

Result<void> write_book(EntryTable table, const std::string& name, Rows rows,
                        const std::string& file) {
    Book book;
    do {
        const Rows part = rows.first(std::min(rows.size(), sheet_rows));
        book.sheets.push_back(workflow::template_sheet(table, part));
        book.sheets.back().name = workflow::sheet_name(table, book.sheets.size());
        rows = rows.subspan(part.size());
    } while (!rows.empty());
    book.sheets.push_back(workflow::instructions_sheet(table, name));
    return reports::write_xlsx(book, file);
}

Result<void> write_csv(EntryTable table, Rows rows, const std::string& file) {
    std::string csv = "\xEF\xBB\xBF";
    for (const std::vector<std::string>& row : workflow::template_sheet(table, rows).rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            csv += (i > 0 ? "," : "") + reports::csv_cell(row[i]);
        csv += "\r\n";
    }
    return storage::replace_file(file, csv);
}

// "录分.csv", "录分-2.csv" …
std::string file_name(const std::string& file, int number) {
    const std::size_t point = file.rfind('.');
    return number == 1 ? file
                       : fmt::format("{}-{}{}", file.substr(0, point), number, file.substr(point));
}

// One file, or as many as it takes; each is told once it is written.
Result<void> write_template(EntryTable table, const std::string& name, Rows rows,
                            const std::string& file) {
    const bool is_csv = file.ends_with(".csv");
    const std::size_t rows_max = is_csv ? sheet_rows : sheet_rows * book_sheets_max;
    for (int number = 1; number == 1 || !rows.empty(); ++number) {
        const Rows part = rows.first(std::min(rows.size(), rows_max));
        const std::string path = file_name(file, number);
        const auto done =
            is_csv ? write_csv(table, part, path) : write_book(table, name, part, path);
        if (!done) return done;
        fmt::print("{}：{} 行\n", reports::terminal(path), part.size());
        rows = rows.subspan(part.size());
    }
    return {};
}

}  // namespace

int template_command(const Place& place, const TemplateOrder& order) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto table = table_named(order.table);
    if (!table) return report_error(table.error());
    auto target = entry_target(*workspace, order.name);
    if (!target) return report_error(target.error());
    auto unit = unit_named(order.unit, *table, (*target)->inventory());
    if (!unit) return report_error(unit.error());
    auto rows = (*target)->prefilled(*table, {*unit, order.missing});
    if (!rows) return report_error(rows.error());
    if (rows->size() > template_rows_max)
        return report_error({Errc::usage, fmt::format("{} rows, a template has at most {}; make "
                                                      "one for each unit with --unit",
                                                      rows->size(), template_rows_max)});
    const std::string file =
        order.file.empty() ? fmt::format("{}-{}.xlsx", order.name, workflow::form_of(*table).word)
                           : order.file;
    if (!file.ends_with(".xlsx") && !file.ends_with(".csv"))
        return report_error(
            {Errc::usage, fmt::format("{}: write a name that ends in .xlsx or .csv", file)});
    if (auto done = write_template(*table, order.name, *rows, file); !done)
        return report_error(done.error());
    return exit_done;
}

}  // namespace duwang::app
