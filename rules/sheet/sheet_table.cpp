#include "rules/sheet/sheet_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/closest.h"
#include "core/text/normalise.h"

namespace duwang::rules {
namespace {

constexpr std::size_t shown_code_points = 40;

std::string shown(std::string_view text) {
    return printable(truncate_code_points(text, shown_code_points));
}

}  // namespace

SheetTable::SheetTable(const Sheet& sheet, const std::vector<std::string_view>& titles,
                       std::vector<Error>& errors)
    : sheet_(sheet), errors_(errors) {
    std::size_t head = 0;
    while (head < sheet.rows.size() && sheet.rows[head].blank()) ++head;
    const std::size_t before = errors.size();
    if (head == sheet.rows.size()) return;
    read_head(head, titles);
    if (errors.size() != before) return;
    for (std::size_t row = head + 1; row < sheet.rows.size(); ++row) {
        if (sheet.rows[row].blank()) continue;
        check_beyond(row);
        rows_.push_back(row);
    }
}

void SheetTable::read_head(std::size_t head, const std::vector<std::string_view>& titles) {
    const std::vector<Cell>& cells = sheet_.rows[head].cells;
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const std::string word(trim_blanks(cells[column].text));
        if (word.empty()) continue;
        const std::string place = sheet_.place(head, column);
        if (std::ranges::find(titles, word) == titles.end())
            errors_.push_back({Errc::config, fmt::format("{}: unknown column \"{}\"; {}", place,
                                                         shown(word), word_advice(word, titles))});
        else if (!columns_.emplace(word, column).second)
            errors_.push_back({Errc::config, fmt::format("{}: the column \"{}\" stands twice; keep "
                                                         "one",
                                                         place, word)});
    }
    for (const std::string_view title : titles)
        if (!columns_.contains(title))
            errors_.push_back({Errc::config, fmt::format("{}: no column \"{}\"; add it, it may be "
                                                         "empty",
                                                         sheet_.place(head, 0), title)});
}

void SheetTable::check_beyond(std::size_t row) {
    for (std::size_t column = 0; column < sheet_.rows[row].cells.size(); ++column) {
        const std::string& text = sheet_.rows[row].cells[column].text;
        const bool known = std::ranges::any_of(
            columns_, [column](const auto& entry) { return entry.second == column; });
        if (!known && !trim_blanks(text).empty())
            errors_.push_back({Errc::config, fmt::format("{}: \"{}\" stands in a column without a "
                                                         "title; move it or take it out",
                                                         sheet_.place(row, column), shown(text))});
    }
}

const Cell& SheetTable::cell(std::size_t row, std::string_view title) const {
    const auto column = columns_.find(title);
    return sheet_.rows[row].cell(column == columns_.end() ? sheet_columns_max : column->second);
}

std::string SheetTable::text(std::size_t row, std::string_view title) const {
    return std::string(trim_blanks(cell(row, title).text));
}

std::string SheetTable::place(std::size_t row, std::string_view title) const {
    const auto column = columns_.find(title);
    return sheet_.place(row, column == columns_.end() ? 0 : column->second);
}

void SheetTable::fail(std::size_t row, std::string_view title, std::string_view what) {
    errors_.push_back({Errc::config, fmt::format("{}: {}", place(row, title), what)});
}

}  // namespace duwang::rules
