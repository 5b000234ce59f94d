#include "crawler/attachment/table_writer.h"

#include <algorithm>

namespace duwang::crawler {

void TableWriter::open_row() {
    ++row_;
    column_ = 0;
    head_ = false;
    first_of_row_ = cells_.size();
}

void TableWriter::skip(std::uint32_t columns) {
    column_ = std::min(column_ + std::min(columns, Table::columns_max), Table::columns_max);
}

void TableWriter::cell(std::string text, std::uint32_t columns, std::uint32_t rows, bool goes_on) {
    if (row_ < 0) open_row();
    const auto row = static_cast<std::uint32_t>(row_);
    while (column_ < taken_to_.size() && taken_to_[column_] > row) ++column_;
    if (column_ >= Table::columns_max || row_ >= Table::rows_max || places_ >= Table::places_max) {
        cut_ = true;
        return;
    }
    columns = std::clamp<std::uint32_t>(columns, 1, Table::columns_max - column_);
    rows = std::clamp<std::uint32_t>(rows, 1, Table::rows_max - row);
    places_ += columns;
    const std::uint32_t end = column_ + columns;
    if (above_.size() < end) above_.resize(end);
    if (taken_to_.size() < end) taken_to_.resize(end);
    const std::size_t over = above_[column_];
    if (goes_on && over > 0 && cells_[over - 1].row + cells_[over - 1].rows == row) {
        cells_[over - 1].rows += 1;
    } else {
        TableCell cell;
        cell.text = std::move(text);
        cell.row = row;
        cell.column = column_;
        cell.rows = rows;
        cell.columns = columns;
        cell.head = head_;
        cells_.push_back(std::move(cell));
        std::fill(above_.begin() + column_, above_.begin() + end, cells_.size());
    }
    std::fill(taken_to_.begin() + column_, taken_to_.begin() + end, row + rows);
    column_ = end;
}

void TableWriter::drop_row() {
    if (row_ < 0) return;
    cells_.resize(first_of_row_);
    for (std::size_t& over : above_) over = over > cells_.size() ? 0 : over;
    std::ranges::fill(taken_to_, static_cast<std::uint32_t>(row_));
    --row_;
}

Table TableWriter::take() {
    Table table;
    const auto rows = static_cast<std::uint32_t>(row_ + 1);
    for (TableCell& cell : cells_) {
        cell.rows = std::min(cell.rows, std::max<std::uint32_t>(rows - cell.row, 1));
        table.add(std::move(cell));
    }
    // One too many: the table says that it was cut.
    if (cut_) table.add({.text = {}, .row = Table::rows_max});
    *this = {};
    return table;
}

}  // namespace duwang::crawler
