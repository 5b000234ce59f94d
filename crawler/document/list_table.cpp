#include "crawler/document/list_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/document/cell_form.h"
#include "crawler/document/column_map.h"
#include "crawler/document/table_head.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t rows_max = 20'000;
constexpr std::size_t text_bytes_max = 8U << 20U;
constexpr std::size_t cell_chars_max = 2'000;
constexpr std::size_t heads_needed = 3;

std::size_t headed(const ColumnMap& columns, std::size_t count) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i)
        if (columns.place(i) >= 0) ++found;
    return found;
}

class ListReader {
  public:
    ListReader(const TabularFormat& format, const TabularTable& table)
        : format_(format),
          table_(table),
          columns_(table.format),
          blanks_(table.columns.size()),
          above_(table.columns.size()) {}

    void read(const Table& table);
    TypedTable take();

  private:
    void read_row(const Table& table, std::uint32_t row);
    TypedCell cell_at(const Table& table, std::uint32_t row, std::size_t column);
    bool groups(const Table& table, std::uint32_t row) const;

    const TabularFormat& format_;
    const TabularTable& table_;
    ColumnMap columns_;
    TypedTable typed_;
    std::vector<std::size_t> blanks_;
    std::vector<std::string> above_;  // the last value of each carried column
    std::size_t bytes_ = 0, limits_unread_ = 0;
    std::uint32_t width_ = 0;
    bool cut_ = false, any_ = false;
};

// One cell over the whole row: a heading among the rows, or a note below them.
bool ListReader::groups(const Table& table, std::uint32_t row) const {
    std::size_t written = 0;
    const auto cells = cells_of_row(table, row);
    for (const TableCell* cell : cells)
        if (!cell->text.empty()) ++written;
    return written == 0 || (written == 1 && cells.size() == 1);
}

TypedCell ListReader::cell_at(const Table& table, std::uint32_t row, std::size_t column) {
    const ColumnRule& rule = table_.columns[column];
    const std::int32_t place = columns_.place(column);
    TypedCell cell;
    const TableCell* from = place < 0 ? nullptr : table.at(row, static_cast<std::uint32_t>(place));
    if (from == nullptr) return cell;
    cell = read_cell(truncate_code_points(from->text, cell_chars_max));
    if (cell.state == CellState::number && rule.form != CellForm::amount) {
        cell.state = CellState::words;
        cell.value = {};
        cell.unit.clear();
    }
    if (rule.carried && cell.state == CellState::blank && !above_[column].empty()) {
        cell.text = above_[column];
        cell.state = CellState::words;
    }
    if (rule.carried && cell.state == CellState::words) above_[column] = cell.text;
    cell.row = static_cast<std::int32_t>(row);
    cell.column = place;
    cell.said = cell_says(cell.text, rule.form, format_);
    return cell;
}

void ListReader::read_row(const Table& table, std::uint32_t row) {
    if (groups(table, row)) return;
    TypedRow typed;
    std::vector<std::size_t> blank;
    bool written = false;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        TypedCell cell = cell_at(table, row, i);
        bytes_ += cell.text.size() + cell.said.size();
        if (cell.state == CellState::blank) blank.push_back(i);
        written = written || (cell.state != CellState::blank && cell.state != CellState::absent &&
                              !table_.columns[i].carried);
        if (table_.columns[i].form == CellForm::limit && cell.state == CellState::words &&
            cell.said.empty())
            ++limits_unread_;
        typed.cells.push_back(std::move(cell));
    }
    if (!written) return;
    for (const std::size_t i : blank) ++blanks_[i];
    typed_.rows.push_back(std::move(typed));
}

void ListReader::read(const Table& table) {
    const auto names = [&](std::string_view text) { return columns_.names_column(text); };
    const HeadRows head = find_head_rows(table, names);
    if (head.found()) {
        ColumnMap trial(table_.format);
        trial.read(table, head.from, head.until);
        if (headed(trial, table_.columns.size()) < heads_needed) return;
        columns_.read(table, head.from, head.until);
    } else if (!any_ || table.columns() != width_) {
        return;
    }
    any_ = true;
    width_ = table.columns();
    cut_ = cut_ || table.cut();
    std::ranges::fill(above_, std::string());
    typed_.origin += (typed_.origin.empty() ? "" : "、") + table.origin;
    for (std::uint32_t row = head.until; row < table.rows(); ++row) {
        if (typed_.rows.size() >= rows_max || bytes_ >= text_bytes_max) {
            cut_ = true;
            return;
        }
        if (!repeats_head(table, row, names)) read_row(table, row);
    }
}

TypedTable ListReader::take() {
    if (!any_) return {};
    typed_.key = table_.format.key;
    typed_.title = table_.format.title;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const FormatLine& line = table_.format.columns[i];
        typed_.columns.push_back(
            {line.key, columns_.ever(i) ? columns_.label(i) : line.labels.front()});
        if (!table_.columns[i].required) continue;
        if (!columns_.ever(i)) typed_.notes.push_back("column_missing:" + line.key);
        if (blanks_[i] > 0)
            typed_.notes.push_back(fmt::format("blank_cells:{}:{}", line.key, blanks_[i]));
    }
    if (limits_unread_ > 0) typed_.notes.push_back(fmt::format("limit_unread:{}", limits_unread_));
    if (cut_) typed_.notes.emplace_back("cut");
    return std::move(typed_);
}

}  // namespace

std::size_t headed_columns(const Flow& flow, const TabularTable& table) {
    std::size_t most = 0;
    for (const Table& one : flow.tables) {
        ColumnMap columns(table.format);
        const HeadRows head =
            find_head_rows(one, [&](std::string_view text) { return columns.names_column(text); });
        if (!head.found()) continue;
        columns.read(one, head.from, head.until);
        most = std::max(most, headed(columns, table.columns.size()));
    }
    return most;
}

TypedTable read_list_table(const Flow& flow, const TabularFormat& format) {
    if (format.tables.empty()) return {};
    ListReader reader(format, format.tables.front());
    for (const Table& table : flow.tables) reader.read(table);
    return reader.take();
}

}  // namespace duwang::crawler
