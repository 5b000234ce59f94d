#include "rules/table/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/text/normalise.h"
#include "rules/table/cells.h"

namespace duwang::rules {
namespace {

constexpr std::size_t head_rows_max = 20;
constexpr std::size_t columns_min = 3;  // a head names at least so many
constexpr std::size_t caption_rows = 3;
constexpr std::array<std::string_view, 5> joinable{"responsible", "lead", "content", "deduct",
                                                   "note"};

using Columns = std::map<std::string, std::vector<std::size_t>, std::less<>>;

std::string column_of(std::string_view text, const TableWords& words) {
    for (const auto& [id, names] : words.columns)
        if (is_one_of(text, names)) return id;
    return {};
}

Columns head_columns(const SheetRow& row, const TableWords& words) {
    Columns columns;
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
        if (row.cells[column].spread) continue;
        if (std::string id = column_of(row.cells[column].text, words); !id.empty())
            columns[id].push_back(column);
    }
    const bool named =
        columns.contains("title") || columns.contains("content") || columns.contains("level2");
    return named && columns.size() >= columns_min ? columns : Columns{};
}

void tell_columns(const TableFound& table, const TableWords& words, std::vector<TableNote>& notes,
                  std::vector<Error>& errors) {
    const Sheet& sheet = *table.sheet;
    const std::vector<Cell>& cells = sheet.rows[table.head].cells;
    for (std::size_t column = 0; column < cells.size(); ++column)
        if (!cells[column].spread && !trim_blanks(cells[column].text).empty() &&
            column_of(cells[column].text, words).empty())
            notes.push_back({NoteKind::layout, sheet.place(table.head, column),
                             fmt::format("没有读取「{}」列", brief(cells[column].text))});
    for (const auto& [id, places] : table.columns)
        if (places.size() > 1 && std::ranges::find(joinable, id) == joinable.end())
            errors.push_back(
                {Errc::config,
                 fmt::format("{}: a second column for the same as {}; rename or remove one",
                             sheet.place(table.head, places[1]),
                             sheet.place(table.head, places[0]))});
}

// The lone texts right above the head.
std::string caption_above(const Sheet& sheet, std::size_t head, std::size_t not_before) {
    std::string caption;
    for (std::size_t back = 1; back <= caption_rows && head >= not_before + back; ++back) {
        const SheetRow& row = sheet.rows[head - back];
        if (row.blank()) continue;
        const std::string text = lone_text(row);
        if (text.empty()) break;
        caption = caption.empty() ? text : text + " " + caption;
    }
    return caption;
}

bool speaks_of_bonus(std::string_view text, const TableWords& words) {
    const std::string form = match_form(text);
    return std::ranges::any_of(words.bonus, [&form](const std::string& word) {
        return form.find(match_form(word)) != form.npos;
    });
}

}  // namespace

std::string lone_text(const SheetRow& row) {
    std::set<std::string> texts;
    for (const Cell& cell : row.cells)
        if (const std::string_view text = trim_blanks(cell.text); !text.empty())
            texts.emplace(text);
    return texts.size() == 1 ? *texts.begin() : std::string();
}

std::vector<TableFound> find_tables(const Sheet& sheet, const TableWords& words,
                                    std::vector<TableNote>& notes, std::vector<Error>& errors) {
    std::vector<TableFound> tables;
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        if (tables.empty() && row >= head_rows_max) break;
        Columns columns = head_columns(sheet.rows[row], words);
        if (columns.empty()) continue;
        const std::size_t after = tables.empty() ? 0 : tables.back().head + 1;
        std::string caption = caption_above(sheet, row, after);
        const bool again = !tables.empty() && tables.back().columns == columns && caption.empty();
        if (again) continue;
        if (!tables.empty()) tables.back().end = row;
        TableFound table{&sheet, row, sheet.rows.size(), std::move(columns), std::move(caption),
                         false};
        table.bonus = speaks_of_bonus(table.caption, words) || speaks_of_bonus(sheet.name, words);
        tell_columns(table, words, notes, errors);
        tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace duwang::rules
