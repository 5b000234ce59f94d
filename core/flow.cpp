#include "core/flow.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "core/typed_table.h"

namespace duwang {

void Table::add(TableCell cell) {
    if (cell.row >= rows_max || cell.column >= columns_max) {
        cut_ = true;
        return;
    }
    cell.rows = std::clamp<std::uint32_t>(cell.rows, 1, rows_max - cell.row);
    cell.columns = std::clamp<std::uint32_t>(cell.columns, 1, columns_max - cell.column);
    if (places_ + std::size_t{cell.rows} * cell.columns > places_max) {
        cut_ = true;
        cell.rows = cell.columns = 1;
        if (places_ >= places_max) return;
    }
    rows_ = std::max(rows_, cell.row + cell.rows);
    columns_ = std::max(columns_, cell.column + cell.columns);
    if (grid_.size() < rows_) grid_.resize(rows_);
    const auto number = static_cast<std::uint32_t>(cells_.size() + 1);
    for (std::uint32_t row = cell.row; row < cell.row + cell.rows; ++row) {
        auto& line = grid_[row];
        if (line.size() < cell.column + cell.columns) line.resize(cell.column + cell.columns);
        for (std::uint32_t column = cell.column; column < cell.column + cell.columns; ++column) {
            if (line[column] != 0) continue;
            line[column] = number;
            ++places_;
        }
    }
    cells_.push_back(std::move(cell));
}

void Table::add_text(std::uint32_t row, std::uint32_t column, std::string_view text) {
    if (at(row, column) != nullptr) cells_[grid_[row][column] - 1].text += text;
}

const TableCell* Table::at(std::uint32_t row, std::uint32_t column) const {
    if (row >= grid_.size() || column >= grid_[row].size()) return nullptr;
    const std::uint32_t number = grid_[row][column];
    return number == 0 ? nullptr : &cells_[number - 1];
}

std::string_view Table::text(std::uint32_t row, std::uint32_t column) const {
    const TableCell* cell = at(row, column);
    return cell == nullptr ? std::string_view() : std::string_view(cell->text);
}

namespace {

// A row as people would copy it: a cell that spans several places stands once.
void write_row(const Table& table, std::uint32_t row, std::string& text) {
    bool first = true;
    for (std::uint32_t column = 0; column < table.columns();) {
        const TableCell* cell = table.at(row, column);
        if (!first) text += '\t';
        first = false;
        if (cell != nullptr && cell->row == row) {
            for (const char c : cell->text) text += c == '\n' ? ' ' : c;
        }
        column = cell == nullptr ? column + 1 : std::max(column + 1, cell->column + cell->columns);
    }
    while (text.ends_with('\t')) text.pop_back();
    if (!text.empty() && text.back() != '\n') text += '\n';
}

bool same_row(const Table& one, std::uint32_t row, const Table& other, std::uint32_t other_row) {
    bool any = false;
    for (std::uint32_t column = 0; column < one.columns(); ++column) {
        if (strip_blanks(one.text(row, column)) != strip_blanks(other.text(other_row, column)))
            return false;
        any = any || !one.text(row, column).empty();
    }
    return any;
}

// How many of the first rows of `next` are those of `table`: its head once more.
std::uint32_t repeated_head(const Table& table, const Table& next) {
    std::uint32_t rows = 0;
    while (rows + 1 < next.rows() && rows + 1 < table.rows() && same_row(table, rows, next, rows))
        ++rows;
    return rows;
}

// 页码: what may stand between two parts of a table: "12", "-12-", "—12—", "第12页", "第12页
// 共30页", "3/30". Any other word, as "表2", begins something new.
bool is_page_number(std::string_view text) {
    if (text.size() > 60) return false;
    std::string plain = match_form(text);
    for (std::string_view word : {"第", "页", "共", "·"})
        for (std::size_t at = plain.find(word); at != plain.npos; at = plain.find(word))
            plain.erase(at, word.size());
    const auto digits = std::ranges::count_if(plain, [](char c) { return c >= '0' && c <= '9'; });
    return digits <= 8 && plain.find_first_not_of("0123456789-/.|()") == plain.npos &&
           (digits > 0 || match_form(text).empty());
}

// "一、", "（二）", "3.", "4、": what a new row of a numbered table begins with.
bool begins_numbered(std::string_view text) {
    static constexpr std::string_view starts[] = {"（", "(",  "一", "二", "三", "四",  "五",
                                                  "六", "七", "八", "九", "十", "其中"};
    if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return true;
    return std::ranges::any_of(starts, [&](auto start) { return text.starts_with(start); });
}

bool is_words(std::string_view text) { return read_cell(text).state == CellState::words; }

// A row that a page break cut in two: its second half has words that go on with words in cells as
// wide as they were, and nothing else. Narrower ones are the row below in a head of several rows.
bool completes_row(const Table& table, const Table& next, std::uint32_t row) {
    bool any = false;
    const std::uint32_t last = table.rows() - 1;
    for (std::uint32_t column = 0; column < next.columns(); ++column) {
        const std::string_view text = next.text(row, column);
        if (text.empty()) continue;
        const TableCell* above = table.at(last, column);
        if (begins_numbered(text) || !is_words(text)) return false;
        if (above == nullptr || !is_words(above->text)) return false;
        const TableCell* cell = next.at(row, column);
        if (above->column != cell->column || above->columns != cell->columns) return false;
        any = true;
    }
    return any;
}

void complete_row(Table& table, const Table& next, std::uint32_t row) {
    const TableCell* before = nullptr;
    for (std::uint32_t column = 0; column < next.columns(); ++column) {
        const TableCell* cell = next.at(row, column);
        if (cell != nullptr && cell != before && !cell->text.empty())
            table.add_text(table.rows() - 1, column, cell->text);
        before = cell;
    }
}

void append(Table& table, const Table& next, bool over_pages) {
    std::uint32_t skip = repeated_head(table, next);
    if (over_pages && skip < next.rows() && completes_row(table, next, skip))
        complete_row(table, next, skip++);
    const std::uint32_t base = table.rows();
    for (const TableCell& cell : next.cells()) {
        if (cell.row + cell.rows <= skip) continue;
        TableCell moved = cell;
        const std::uint32_t first = std::max(cell.row, skip);
        moved.rows = cell.row + cell.rows - first;
        moved.row = base + first - skip;
        table.add(std::move(moved));
    }
    if (!next.origin.empty()) table.origin += "、" + next.origin;
}

// Does this part of a table go on with what stood before?
bool goes_on(const Flow& flow, const FlowBlock& before, const FlowBlock& block) {
    const Table& table = flow.tables[before.table];
    const Table& next = flow.tables[block.table];
    if (table.columns() != next.columns() || table.columns() < 2) return false;
    // Of a PDF: only over the edge of a page. Elsewhere only where the head is repeated, for two
    // tables of one width are often two tables.
    if (block.page > 0) return block.page == before.page + 1;
    return repeated_head(table, next) > 0;
}

}  // namespace

std::string Flow::text() const {
    std::string text;
    for (const FlowBlock& block : blocks) {
        if (block.kind != FlowBlock::Kind::table) {
            text += block.text;
            text += '\n';
            continue;
        }
        const Table& table = tables[block.table];
        for (std::uint32_t row = 0; row < table.rows(); ++row) write_row(table, row, text);
    }
    return text;
}

void join_broken_tables(Flow& flow) {
    std::vector<FlowBlock> blocks;
    std::size_t last = blocks.size();  // the table that may go on, in `blocks`
    bool open = false;
    for (FlowBlock& block : flow.blocks) {
        if (block.kind == FlowBlock::Kind::table) {
            if (open && goes_on(flow, blocks[last], block)) {
                append(flow.tables[blocks[last].table], flow.tables[block.table], block.page > 0);
                blocks[last].page = block.page;
                blocks.resize(last + 1);
                continue;
            }
            last = blocks.size();
            open = true;
        } else if (!is_page_number(block.text)) {
            open = false;
        }
        blocks.push_back(std::move(block));
    }
    std::vector<Table> tables;
    for (FlowBlock& block : blocks) {
        if (block.kind != FlowBlock::Kind::table) continue;
        tables.push_back(std::move(flow.tables[block.table]));
        block.table = tables.size() - 1;
    }
    flow.blocks = std::move(blocks);
    flow.tables = std::move(tables);
}

}  // namespace duwang
