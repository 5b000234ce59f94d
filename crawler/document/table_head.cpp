#include "crawler/document/table_head.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "core/typed_table.h"

namespace duwang::crawler {
namespace {

constexpr std::uint32_t looked_at = 10;  // rows in which a head begins
constexpr std::uint32_t head_rows_max = 5;
constexpr std::size_t head_bytes_max = 150;  // what is longer heads no column

bool has_number(const std::vector<const TableCell*>& cells) {
    return std::ranges::any_of(cells, [](const TableCell* cell) {
        return read_cell(cell->text).state == CellState::number;
    });
}

std::size_t names_in(const std::vector<const TableCell*>& cells, const NamesColumn& names) {
    return static_cast<std::size_t>(std::ranges::count_if(cells, [&](const TableCell* cell) {
        return cell->text.size() <= head_bytes_max && names(cell->text);
    }));
}

// Does a cell of the head reach down into the row, and not as a title over the whole width does?
bool reached(const Table& table, const std::vector<const TableCell*>& cells, std::uint32_t from,
             std::uint32_t row) {
    return std::ranges::any_of(cells, [&](const TableCell* cell) {
        return cell->row >= from && cell->row < row && cell->columns < table.columns() &&
               !cell->text.empty();
    });
}

// 收入 | 支出 above the heads; "编制单位：… 单位：万元" is no head.
bool groups_heads(const std::vector<const TableCell*>& cells) {
    std::size_t wide = 0;
    for (const TableCell* cell : cells) {
        const std::string form = match_form(cell->text);
        if (form.find("单位:") != form.npos || form.find("部门:") != form.npos) return false;
        if (!form.empty() && cell->columns > 1) ++wide;
    }
    return cells.size() > 1 && wide > 0 && !has_number(cells);
}

}  // namespace

std::vector<const TableCell*> cells_of_row(const Table& table, std::uint32_t row) {
    std::vector<const TableCell*> cells;
    for (std::uint32_t column = 0; column < table.columns(); ++column)
        if (const TableCell* cell = table.at(row, column);
            cell != nullptr && (cells.empty() || cells.back() != cell))
            cells.push_back(cell);
    return cells;
}

HeadRows find_head_rows(const Table& table, const NamesColumn& names) {
    for (std::uint32_t row = 0; row < std::min(table.rows(), looked_at); ++row) {
        const auto cells = cells_of_row(table, row);
        if (names_in(cells, names) < 2 || has_number(cells)) continue;
        HeadRows head{row, row + 1};
        while (head.until < table.rows() && head.until - row < head_rows_max) {
            const auto next = cells_of_row(table, head.until);
            if (!reached(table, next, row, head.until) &&
                (names_in(next, names) < 2 || has_number(next)))
                break;
            ++head.until;
        }
        while (head.from > 0 && groups_heads(cells_of_row(table, head.from - 1))) --head.from;
        return head;
    }
    return {};
}

bool repeats_head(const Table& table, std::uint32_t row, const NamesColumn& names) {
    std::size_t words = 0;
    const auto cells = cells_of_row(table, row);
    for (const TableCell* cell : cells)
        if (!cell->text.empty()) ++words;
    const std::size_t named = names_in(cells, names);
    return named >= 3 && named * 2 >= words;
}

}  // namespace duwang::crawler
