// `duwang template`: tables for people to fill in, prefilled with everything that is known.
#include <fmt/format.h>

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

Result<void> write_template(EntryTable table, const std::string& name,
                            const std::vector<workflow::PrefilledRow>& rows,
                            const std::string& file) {
    BookSheet sheet = workflow::template_sheet(table, rows);
    if (!file.ends_with(".csv"))
        return reports::write_xlsx({{std::move(sheet), workflow::instructions_sheet(table, name)}},
                                   file);
    std::string csv = "\xEF\xBB\xBF";
    for (const std::vector<std::string>& row : sheet.rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            csv += (i > 0 ? "," : "") + reports::csv_cell(row[i]);
        csv += "\r\n";
    }
    return storage::replace_file(file, csv);
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
    if (rows->size() >= sheet_rows_max)
        return report_error({Errc::usage, fmt::format("{} rows, a table holds {}; make one for "
                                                      "each unit with --unit",
                                                      rows->size(), sheet_rows_max - 1)});
    const std::string file =
        order.file.empty() ? fmt::format("{}-{}.xlsx", order.name, workflow::form_of(*table).word)
                           : order.file;
    if (!file.ends_with(".xlsx") && !file.ends_with(".csv"))
        return report_error(
            {Errc::usage, fmt::format("{}: write a name that ends in .xlsx or .csv", file)});
    if (auto done = write_template(*table, order.name, *rows, file); !done)
        return report_error(done.error());
    fmt::print("{}：{} 行\n", reports::terminal(file), rows->size());
    return exit_done;
}

}  // namespace duwang::app
