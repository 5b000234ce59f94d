#include "crawler/document/head.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "core/typed_table.h"

namespace duwang::crawler {
namespace {

constexpr std::uint32_t head_rows_max = 8;

bool is_number(const Table& table, std::uint32_t row, std::uint32_t column) {
    const TableCell* cell = table.at(row, column);
    return cell != nullptr && read_cell(cell->text).state == CellState::number;
}

// Is every cell that begins in the row called a head?
bool says_head(const Table& table, std::uint32_t row) {
    bool any = false;
    for (std::uint32_t column = 0; column < table.columns(); ++column) {
        const TableCell* cell = table.at(row, column);
        if (cell == nullptr || cell->text.empty()) continue;
        if (!cell->head) return false;
        any = true;
    }
    return any;
}

bool has_number(const Table& table, std::uint32_t row) {
    for (std::uint32_t column = 0; column < table.columns(); ++column)
        if (is_number(table, row, column)) return true;
    return false;
}

std::uint32_t head_rows(const Table& table) {
    const std::uint32_t most = std::min(head_rows_max, table.rows());
    std::uint32_t rows = 0;
    while (rows < most && says_head(table, rows)) ++rows;
    if (rows > 0) return rows;
    while (rows < most && !has_number(table, rows)) ++rows;
    // Words everywhere: the first row heads it, with what its merged cells reach.
    if (rows == most) rows = std::min<std::uint32_t>(1, table.rows());
    std::uint32_t reach = rows;
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::uint32_t column = 0; column < table.columns(); ++column)
            if (const TableCell* cell = table.at(row, column);
                cell != nullptr && cell->columns < table.columns())
                reach = std::max(reach, std::min(cell->row + cell->rows, most));
    while (rows < reach && !has_number(table, rows)) ++rows;
    return rows;
}

std::uint32_t label_columns(const Table& table, std::uint32_t head) {
    std::uint32_t columns = 0;
    for (; columns + 1 < table.columns(); ++columns)
        for (std::uint32_t row = head; row < table.rows(); ++row)
            if (is_number(table, row, columns)) return columns;
    return columns;
}

}  // namespace

std::vector<std::string> head_parts(const Table& table, std::uint32_t column, std::uint32_t from,
                                    std::uint32_t until) {
    std::vector<std::string> parts;
    const TableCell* last = nullptr;
    for (std::uint32_t row = from; row < until; ++row) {
        const TableCell* cell = table.at(row, column);
        if (cell == nullptr || cell == last || cell->text.empty()) continue;
        last = cell;
        std::string part = collapse_blanks(cell->text);
        if (parts.empty() || parts.back() != part) parts.push_back(std::move(part));
    }
    return parts;
}

std::string joined_parts(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) text += " / ";
        text += part;
    }
    return text;
}

TableHead read_head(const Table& table) {
    TableHead head;
    head.rows = head_rows(table);
    head.label_columns = label_columns(table, head.rows);
    for (std::uint32_t column = 0; column < table.columns(); ++column)
        head.labels.push_back(joined_parts(head_parts(table, column, 0, head.rows)));
    return head;
}

}  // namespace duwang::crawler
