#include "crawler/document/account_parts.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/text/normalise.h"
#include "core/typed_table.h"
#include "crawler/document/labels.h"
#include "crawler/document/table_head.h"

namespace duwang::crawler {
namespace {

bool same_row(const Table& one, const Table& other, std::uint32_t row) {
    for (std::uint32_t column = 0; column < one.columns(); ++column) {
        const TableCell *cell = one.at(row, column), *beside = other.at(row, column);
        if ((cell == nullptr) != (beside == nullptr)) return false;
        if (cell != nullptr &&
            (cell->column != beside->column || cell->columns != beside->columns ||
             strip_blanks(cell->text) != strip_blanks(beside->text)))
            return false;
    }
    return true;
}

bool has_number(const Table& table, std::uint32_t row) {
    return std::ranges::any_of(cells_of_row(table, row), [](const TableCell* cell) {
        return read_cell(cell->text).state == CellState::number;
    });
}

// The rows that both parts begin with; 0: not all of the head is the same.
std::uint32_t common_head(const Table& first, const Table& next) {
    std::uint32_t rows = 0;
    const std::uint32_t most = std::min(first.rows(), next.rows());
    while (rows < most && same_row(first, next, rows)) ++rows;
    if (rows == most) return 0;
    return has_number(first, rows) && has_number(next, rows) ? rows : 0;
}

// The words of a row, which name it: labels and codes, not the amounts.
std::string name_of(const Table& table, std::uint32_t row) {
    std::string name;
    for (const TableCell* cell : cells_of_row(table, row)) {
        if (!name.empty() && read_cell(cell->text).state != CellState::words) break;
        name += label_form(cell->text) + "|";
    }
    return name;
}

bool shares_row(const Table& first, const Table& next, std::uint32_t head) {
    std::set<std::string> names;
    for (std::uint32_t row = head; row < first.rows(); ++row) names.insert(name_of(first, row));
    for (std::uint32_t row = head; row < next.rows(); ++row)
        if (names.contains(name_of(next, row))) return true;
    return false;
}

}  // namespace

std::optional<Table> joined_accounts(const Table& first, const Table& next) {
    if (first.columns() != next.columns() || first.cut() || next.cut()) return std::nullopt;
    const std::uint32_t head = common_head(first, next);
    if (head == 0 || shares_row(first, next, head)) return std::nullopt;
    Table whole = first;
    for (TableCell cell : next.cells()) {
        if (cell.row < head) continue;
        cell.row = cell.row - head + first.rows();
        whole.add(std::move(cell));
    }
    whole.origin = first.origin + "、" + next.origin;
    return whole;
}

}  // namespace duwang::crawler
