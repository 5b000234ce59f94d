#include "crawler/document/format_reader.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/document/column_map.h"
#include "crawler/document/labels.h"
#include "crawler/document/row_matcher.h"
#include "crawler/document/table_owner.h"

namespace duwang::crawler {
namespace {

constexpr std::uint32_t rows_max = 2'000;  // that are read of a table; no form has so many
constexpr std::uint32_t head_rows_max = 8;
constexpr std::size_t unknown_max = 20;  // rows that are told as unknown
constexpr std::size_t label_chars_max = 60;

using Cells = std::vector<const TableCell*>;

// The cells over a row, left to right, each once.
Cells cells_of(const Table& table, std::uint32_t row) {
    Cells cells;
    for (std::uint32_t column = 0; column < table.columns(); ++column)
        if (const TableCell* cell = table.at(row, column);
            cell != nullptr && (cells.empty() || cells.back() != cell))
            cells.push_back(cell);
    return cells;
}

// A column of units (计量单位) stands between labels and numbers.
bool is_unit(std::string_view text) {
    return text.size() <= 12 && !unit_said("(" + match_form(text) + ")").empty();
}

// 件数: "156%", "1.5", "-3" and amounts of money are none.
bool is_count(const TypedCell& cell) {
    return cell.state != CellState::number ||
           (!cell.value.is_negative() && cell.value.exact().find('.') == std::string::npos &&
            cell.unit != "%" && !cell.unit.ends_with("元"));
}

CellState state_of(const TableCell* cell) { return read_cell(cell->text).state; }

// Two cells or more that name columns; or one in a row of nothing but words.
bool is_head(const ColumnMap& columns, const Cells& cells) {
    std::size_t names = 0;
    for (const TableCell* cell : cells)
        if (columns.names_column(cell->text)) ++names;
    if (names >= 2) return true;
    return names == 1 && cells.size() > 1 && std::ranges::all_of(cells, [](const TableCell* cell) {
               return state_of(cell) == CellState::words;
           });
}

// Of one part of a table: its rows put into the typed table.
class PartReader {
  public:
    PartReader(const TableFormat& format, ColumnMap& columns, RowMatcher& rows,
               std::vector<TypedRow>& found, std::vector<std::string>& notes)
        : format_(format), columns_(columns), rows_(rows), found_(found), notes_(notes) {}

    void run(const Table& table);

  private:
    struct Labelled {
        std::vector<std::string> labels;
        std::size_t end = 0;  // behind the last label, in the cells of the row
        RowMatcher::Match match;
    };

    bool is_data(const Cells& cells, std::size_t from) const;
    Labelled labels_until(const Cells& cells, std::size_t end) const;
    Labelled labelled(const Cells& cells) const;
    void read_row(const Table& table, std::uint32_t row);
    void read_unlabelled(const Table& table, std::uint32_t row, const Cells& cells);
    bool data_below(const Table& table, std::uint32_t row) const;
    std::vector<std::size_t> wanted(std::size_t row) const;
    bool by_heads(const Table& table, std::uint32_t row, const Cells& cells, std::size_t labels,
                  const std::vector<std::size_t>& wanted, TypedRow& typed) const;
    bool by_order(std::uint32_t row, const Cells& cells, std::size_t labels,
                  const std::vector<std::size_t>& wanted, TypedRow& typed) const;
    void set_cell(TypedRow& typed, std::size_t column, std::uint32_t row,
                  const TableCell& cell) const;
    void note(std::string text) {
        if (std::ranges::find(notes_, text) == notes_.end()) notes_.push_back(std::move(text));
    }

    const TableFormat& format_;
    ColumnMap& columns_;
    RowMatcher& rows_;
    std::vector<TypedRow>& found_;
    std::vector<std::string>& notes_;
    std::size_t unknown_ = 0;
};

bool PartReader::is_data(const Cells& cells, std::size_t from) const {
    for (std::size_t i = from; i < cells.size(); ++i)
        if (state_of(cells[i]) == CellState::number || state_of(cells[i]) == CellState::mark)
            return true;
    return false;
}

PartReader::Labelled PartReader::labels_until(const Cells& cells, std::size_t end) const {
    Labelled found;
    found.end = end;
    for (std::size_t i = 0; i < end; ++i)
        if (!cells[i]->text.empty() && !is_unit(cells[i]->text))
            found.labels.push_back(collapse_blanks(cells[i]->text));
    found.match = rows_.match(found.labels);
    return found;
}

// The labels are what stands left of the first known column; where that names no row, as when
// merged cells were lost, the words at the beginning of the row.
PartReader::Labelled PartReader::labelled(const Cells& cells) const {
    std::size_t left = 0;
    while (left < cells.size() && static_cast<std::int32_t>(cells[left]->column) < columns_.first())
        ++left;
    Labelled found = labels_until(cells, left);
    if (found.match.row) return found;
    std::size_t words = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const CellState state = state_of(cells[i]);
        if (state == CellState::words)
            words = i + 1;
        else if (state != CellState::blank)
            break;
    }
    Labelled other = labels_until(cells, words);
    return other.match.row || columns_.empty() ? other : found;
}

std::vector<std::size_t> PartReader::wanted(std::size_t row) const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < format_.columns.size(); ++i)
        if (format_.has(format_.rows[row], format_.columns[i].key)) columns.push_back(i);
    return columns;
}

// A value is told in the unit of the format; the head says in which it is written (R05).
void PartReader::set_cell(TypedRow& typed, std::size_t column, std::uint32_t row,
                          const TableCell& cell) const {
    const std::string& unit = format_.columns[column].unit;
    const std::string said = unit.empty() ? std::string() : unit_said(columns_.label(column));
    TypedCell& out = typed.cells[column];
    out = read_cell(cell.text, unit);
    if (!said.empty() && said != unit && out.state == CellState::number && out.unit.empty())
        out.value = read_cell(out.value.exact() + said, unit).value;
    if (unit.empty() && format_.columns[column].counts && !is_count(out)) {
        const std::string text = std::move(out.text);
        out = {};
        out.state = CellState::words;
        out.text = text;
    }
    out.row = static_cast<std::int32_t>(row);
    out.column = static_cast<std::int32_t>(cell.column);
}

// Each value begins in the column of its head, and no number stands beside them.
bool PartReader::by_heads(const Table& table, std::uint32_t row, const Cells& cells,
                          std::size_t labels, const std::vector<std::size_t>& wanted,
                          TypedRow& typed) const {
    bool any = false;
    // Cells that are missing or stand in the place of a label: the others were shifted.
    const bool headed = std::ranges::all_of(
        wanted, [&](std::size_t column) { return columns_.place(column) >= 0; });
    if (headed && cells.size() < labels + wanted.size()) return false;
    for (const std::size_t column : wanted) {
        const std::int32_t place = columns_.place(column);
        if (place < 0) continue;
        const TableCell* cell = table.at(row, static_cast<std::uint32_t>(place));
        if (cell == nullptr) continue;
        if (static_cast<std::int32_t>(cell->column) != place) return false;
        if (std::find(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(labels), cell) !=
            cells.begin() + static_cast<std::ptrdiff_t>(labels))
            return false;
        set_cell(typed, column, row, *cell);
        any = true;
    }
    for (std::size_t i = labels; i < cells.size(); ++i)
        if (static_cast<std::int32_t>(cells[i]->column) < columns_.first() &&
            state_of(cells[i]) != CellState::words && !is_unit(cells[i]->text))
            return false;
    return any;
}

// As many values as the row has columns, in their order.
bool PartReader::by_order(std::uint32_t row, const Cells& cells, std::size_t labels,
                          const std::vector<std::size_t>& wanted, TypedRow& typed) const {
    if (cells.size() < labels + wanted.size()) return false;
    for (std::size_t i = labels + wanted.size(); i < cells.size(); ++i)
        if (!cells[i]->text.empty()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        set_cell(typed, wanted[i], row, *cells[labels + i]);
    return true;
}

void PartReader::read_row(const Table& table, std::uint32_t row) {
    const Cells cells = cells_of(table, row);
    if (rows_.unlabelled()) return read_unlabelled(table, row, cells);
    const Labelled found = labelled(cells);
    const bool values = is_data(cells, found.end);
    if (!found.match.row) {
        rows_.group(found.labels);
        if (!values || found.labels.empty() || ++unknown_ > unknown_max) return;
        return note("row_unknown:" +
                    std::string(truncate_code_points(found.labels.back(), label_chars_max)));
    }
    if (cells.size() <= found.end) return rows_.group(found.labels);
    const FormatLine& line = format_.rows[*found.match.row];
    TypedRow typed{line.key, found.labels.back(), {}};
    typed.cells.resize(format_.columns.size());
    const std::vector<std::size_t> columns = wanted(*found.match.row);
    bool read = by_heads(table, row, cells, found.end, columns, typed);
    if (!read) {
        typed.cells.assign(format_.columns.size(), {});
        read = by_order(row, cells, found.end, columns, typed);
        if (!read) {
            typed.cells.assign(format_.columns.size(), {});
            note("row_misaligned:" + line.key);
        }
    }
    if (found.match.twice) {
        if (values) note("row_twice:" + line.key);
        return;
    }
    rows_.take(*found.match.row, found.labels);
    found_[*found.match.row] = std::move(typed);
}

bool PartReader::data_below(const Table& table, std::uint32_t row) const {
    for (std::uint32_t next = row + 1; next < std::min(table.rows(), rows_max); ++next)
        if (is_data(cells_of(table, next), 0)) return true;
    return false;
}

// 1, 2, 3 …: the numbers of the columns.
bool counts_columns(const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (match_form(cells[i]->text) != std::to_string(i + 1)) return false;
    return cells.size() > 3;
}

void PartReader::read_unlabelled(const Table& table, std::uint32_t row, const Cells& cells) {
    if (cells.empty() || counts_columns(cells)) return;
    // A blank row is the one of the values only where no row of numbers comes behind it.
    if (!is_data(cells, 0) &&
        !(columns_.first() >= 0 &&
          std::ranges::all_of(cells, [](const TableCell* cell) { return cell->text.empty(); }) &&
          !data_below(table, row)))
        return;
    const FormatLine& line = format_.rows.front();
    if (rows_.taken(0)) return note("row_twice:" + line.key);
    TypedRow typed{line.key, {}, {}};
    typed.cells.resize(format_.columns.size());
    std::size_t left = 0;
    while (left < cells.size() && static_cast<std::int32_t>(cells[left]->column) < columns_.first())
        ++left;
    const std::vector<std::size_t> columns = wanted(0);
    const bool all_headed = std::ranges::all_of(
        columns, [&](std::size_t column) { return columns_.place(column) >= 0; });
    if (!all_headed || !by_heads(table, row, cells, left, columns, typed)) {
        TypedRow ordered = typed;
        ordered.cells.assign(format_.columns.size(), {});
        if (by_order(row, cells, 0, columns, ordered))
            typed = std::move(ordered);
        else if (!by_heads(table, row, cells, left, columns, typed))
            note("row_misaligned:" + line.key);
    }
    rows_.take(0, {});
    found_[0] = std::move(typed);
}

void PartReader::run(const Table& table) {
    std::uint32_t head_from = 0;
    bool in_head = false;
    if (table.cut() || table.rows() > rows_max) note("cut");
    for (std::uint32_t row = 0; row < std::min(table.rows(), rows_max); ++row) {
        const bool head = is_head(columns_, cells_of(table, row));
        if (head) {
            if (!in_head) head_from = row;
            columns_.read(table, head_from, row + 1);
        } else {
            read_row(table, row);
        }
        in_head = head;
    }
}

void finish(TypedTable& typed, const TableFormat& format, const ColumnMap& columns,
            std::vector<TypedRow>& rows) {
    for (std::size_t i = 0; i < format.columns.size(); ++i) {
        const FormatLine& line = format.columns[i];
        const bool cells = std::ranges::any_of(rows, [&](const TypedRow& row) {
            return i < row.cells.size() && row.cells[i].state != CellState::absent;
        });
        typed.columns.push_back({line.key, columns.ever(i) ? columns.label(i) : line.labels[0]});
        if (!line.unit.empty()) typed.unit = line.unit;
        if (!columns.ever(i))
            typed.notes.push_back((cells ? "column_by_order:" : "column_missing:") + line.key);
    }
    for (std::size_t i = 0; i < format.rows.size(); ++i) {
        if (rows[i].cells.empty()) {
            const FormatLine& line = format.rows[i];
            typed.notes.push_back("row_missing:" + line.key);
            rows[i] = {line.key, line.labels.empty() ? std::string() : line.labels[0], {}};
            rows[i].cells.resize(format.columns.size());
        }
        typed.rows.push_back(std::move(rows[i]));
    }
}

// Does the end of a page cut its head? Then it ends with a head, and has no row of values.
bool ends_in_head(const ColumnMap& columns, const Table& table) {
    if (table.rows() == 0 || table.rows() > head_rows_max) return false;
    for (const TableCell& cell : table.cells()) {
        const CellState state = state_of(&cell);
        if (state == CellState::number || state == CellState::mark) return false;
    }
    return is_head(columns, cells_of(table, table.rows() - 1));
}

Table with_head(const Table& head, const Table& table) {
    Table whole;
    for (const TableCell& cell : head.cells()) whole.add(cell);
    for (TableCell cell : table.cells()) {
        cell.row += head.rows();
        whole.add(std::move(cell));
    }
    return whole;
}

// Reads the parts of one table, the tables of the flow that belong to it. 断表头: where a part is
// nothing but a head and the next one is as wide, they are read as one, for the head goes on there.
void read_parts(const std::vector<const Table*>& parts, PartReader& reader,
                const ColumnMap& columns) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool cut = i + 1 < parts.size() && parts[i]->columns() == parts[i + 1]->columns() &&
                         ends_in_head(columns, *parts[i]);
        if (!cut) {
            reader.run(*parts[i]);
            continue;
        }
        reader.run(with_head(*parts[i], *parts[i + 1]));
        ++i;
    }
}

}  // namespace

std::vector<TypedTable> read_formats(const Flow& flow, const std::vector<TableFormat>& formats) {
    const std::vector<int> owners = owners_of(flow, formats);
    std::vector<TypedTable> tables;
    for (std::size_t i = 0; i < formats.size(); ++i) {
        ColumnMap columns(formats[i]);
        RowMatcher rows(formats[i]);
        std::vector<TypedRow> found(formats[i].rows.size());
        TypedTable typed;
        typed.key = formats[i].key;
        typed.title = formats[i].title;
        std::vector<const Table*> parts;
        for (std::size_t at = 0; at < flow.tables.size(); ++at) {
            if (owners[at] != static_cast<int>(i)) continue;
            parts.push_back(&flow.tables[at]);
            typed.origin += (typed.origin.empty() ? "" : "、") + flow.tables[at].origin;
        }
        PartReader reader(formats[i], columns, rows, found, typed.notes);
        read_parts(parts, reader, columns);
        if (typed.origin.empty()) continue;
        finish(typed, formats[i], columns, found);
        tables.push_back(std::move(typed));
    }
    return tables;
}

std::size_t tables_with(const Flow& flow, const std::vector<std::string>& labels) {
    const std::vector<std::string> forms = label_forms(labels);
    return static_cast<std::size_t>(std::ranges::count_if(flow.tables, [&](const Table& table) {
        return std::ranges::any_of(words_of(table), [&](const std::string& word) {
            return std::ranges::find(forms, word) != forms.end();
        });
    }));
}

}  // namespace duwang::crawler
