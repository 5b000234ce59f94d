#include "crawler/document/account_rows.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/text/normalise.h"
#include "crawler/document/head.h"
#include "crawler/document/labels.h"
#include "crawler/document/table_head.h"

namespace duwang::crawler {
namespace {

constexpr std::uint32_t rows_max = 20'000;
constexpr std::size_t items_min = 3;  // rows of the format in the head: columns are items
constexpr std::size_t label_chars_max = 200;

bool one_of(const std::vector<std::string>& list, std::string_view form) {
    return std::ranges::find(list, form) != list.end();
}

// Labels of the format as forms, made once for each table.
struct Forms {
    std::vector<std::vector<std::string>> rows, row_under, columns, column_under;
    std::vector<std::string> label_heads, skipped, subtotals;

    Forms(const TabularTable& table, const TabularFormat& kind)
        : label_heads(label_forms(kind.label_heads)),
          skipped(label_forms(kind.skipped)),
          subtotals(label_forms(kind.subtotals)) {
        for (const FormatLine& line : table.format.rows) {
            rows.push_back(label_forms(line.labels));
            row_under.push_back(label_forms(line.under));
        }
        for (const FormatLine& line : table.format.columns) {
            columns.push_back(label_forms(line.labels));
            column_under.push_back(label_forms(line.under));
        }
    }
};

// The line that heads name, lowest last; 小计 stands for what is above it.
std::optional<std::size_t> line_of(const std::vector<std::string>& parts,
                                   const std::vector<std::vector<std::string>>& labels,
                                   const std::vector<std::vector<std::string>>& under,
                                   const std::vector<std::string>& subtotals) {
    if (parts.empty()) return std::nullopt;
    const auto stands_under = [&](std::size_t line) {
        return under[line].empty() || std::ranges::any_of(parts, [&](const std::string& part) {
                   return one_of(under[line], part);
               });
    };
    std::size_t last = parts.size() - 1;
    if (last > 0 && one_of(subtotals, parts[last]))
        for (std::size_t line = 0; line < labels.size(); ++line)
            if (one_of(labels[line], parts[last - 1])) return line;
    for (std::size_t line = 0; line < labels.size(); ++line)
        if (one_of(labels[line], parts[last]) && stands_under(line)) return line;
    return std::nullopt;
}

class AccountReader {
  public:
    AccountReader(const Table& table, const TabularTable& format, const TabularFormat& kind,
                  const std::string& unit)
        : table_(table), format_(format), forms_(format, kind) {
        typed_.key = format.format.key;
        typed_.title = format.format.title;
        typed_.origin = table.origin;
        typed_.unit = unit;
    }
    TypedTable run();

  private:
    enum class Use { label, amount, skipped };

    bool names(std::string_view text) const;
    void find_head();
    bool columns_are_items() const;
    bool is_label(std::uint32_t column) const;
    void use_columns();
    void read_by_rows();
    void read_row(std::uint32_t row, std::size_t from, std::size_t until, int half);
    void read_by_items();
    struct Item {
        std::string column, column_label, label;
    };
    Item item_of(std::uint32_t column, std::size_t line);
    bool skipped_row(std::uint32_t row) const;
    std::size_t typed_column(const std::string& key, const std::string& label);
    void share_label(std::size_t place, const std::vector<std::string>& heads);
    void put(TypedRow& typed, std::size_t column, std::uint32_t row, const TableCell& cell) const;
    std::string key_of(const std::vector<std::string>& labels, int half);
    void note(std::string text) {
        if (std::ranges::find(typed_.notes, text) == typed_.notes.end())
            typed_.notes.push_back(std::move(text));
    }

    const Table& table_;
    const TabularTable& format_;
    Forms forms_;
    std::uint32_t from_ = 0, until_ = 0;                   // rows of the head
    std::vector<std::vector<std::string>> parts_, heads_;  // of each column: forms, as written
    std::vector<Use> uses_;
    std::set<std::string> taken_;
    TypedTable typed_;
};

bool AccountReader::names(std::string_view text) const {
    const std::string form = label_form(text);
    if (form.empty()) return false;
    const auto in = [&](const auto& lists) {
        return std::ranges::any_of(lists, [&](const auto& list) { return one_of(list, form); });
    };
    return one_of(forms_.label_heads, form) || in(forms_.columns) || in(forms_.column_under) ||
           (in(forms_.rows) && !one_of(forms_.rows.front(), form));
}

void AccountReader::find_head() {
    const HeadRows head =
        find_head_rows(table_, [&](std::string_view text) { return names(text); });
    from_ = head.from;
    until_ = head.found() ? head.until : read_head(table_).rows;
    for (std::uint32_t column = 0; column < table_.columns(); ++column) {
        heads_.push_back(head_parts(table_, column, from_, until_));
        parts_.push_back(label_forms(heads_.back()));
    }
}

bool AccountReader::columns_are_items() const {
    std::set<std::size_t> items;
    for (const auto& parts : parts_)
        if (const auto line = line_of(parts, forms_.rows, forms_.row_under, forms_.subtotals))
            items.insert(*line);
    return items.size() >= items_min;
}

// By its head, else by what stands in it: words and no numbers.
bool AccountReader::is_label(std::uint32_t column) const {
    if (!parts_[column].empty()) {
        if (one_of(forms_.label_heads, parts_[column].back())) return true;
        if (line_of(parts_[column], forms_.columns, forms_.column_under, forms_.subtotals))
            return false;
    }
    std::size_t words = 0, numbers = 0;
    for (std::uint32_t row = until_; row < std::min(table_.rows(), until_ + 200); ++row) {
        const TableCell* cell = table_.at(row, column);
        if (cell == nullptr || cell->text.empty()) continue;
        const CellState state = read_cell(cell->text).state;
        if (state == CellState::number) ++numbers;
        if (state == CellState::words) ++words;
    }
    return words > 0 && words >= numbers;
}

void AccountReader::use_columns() {
    for (std::uint32_t column = 0; column < table_.columns(); ++column) {
        const bool skip = !parts_[column].empty() && one_of(forms_.skipped, parts_[column].back());
        uses_.push_back(skip ? Use::skipped : is_label(column) ? Use::label : Use::amount);
    }
    if (!uses_.empty() && std::ranges::find(uses_, Use::label) == uses_.end())
        uses_.front() = Use::label;
}

std::size_t AccountReader::typed_column(const std::string& key, const std::string& label) {
    for (std::size_t i = 0; i < typed_.columns.size(); ++i)
        if (key.empty() ? typed_.columns[i].key.empty() && typed_.columns[i].label == label
                        : typed_.columns[i].key == key)
            return i;
    typed_.columns.push_back({key, label});
    return typed_.columns.size() - 1;
}

// One column of both halves is not labelled by what stands above one of them.
void AccountReader::share_label(std::size_t place, const std::vector<std::string>& heads) {
    TypedColumn& column = typed_.columns[place];
    if (!heads.empty() && column.label != joined_parts(heads) &&
        column.label.ends_with(heads.back()))
        column.label = heads.back();
}

void AccountReader::put(TypedRow& typed, std::size_t column, std::uint32_t row,
                        const TableCell& cell) const {
    if (typed.cells.size() <= column) typed.cells.resize(column + 1);
    TypedCell& out = typed.cells[column];
    out = read_cell(cell.text, typed_.unit);
    out.row = static_cast<std::int32_t>(row);
    out.column = static_cast<std::int32_t>(cell.column);
}

// The key of a row by its last label; each once.
std::string AccountReader::key_of(const std::vector<std::string>& labels, int half) {
    if (labels.empty()) return {};
    const std::string form = label_form(labels.back());
    for (std::size_t line = 0; line < forms_.rows.size(); ++line) {
        const int wanted = format_.halves[line];
        if ((wanted != 0 && wanted != half) || !one_of(forms_.rows[line], form)) continue;
        const std::string& key = format_.format.rows[line].key;
        if (taken_.insert(key).second) return key;
        note("row_twice:" + key);
        return {};
    }
    return {};
}

bool AccountReader::skipped_row(std::uint32_t row) const {
    for (const TableCell* cell : cells_of_row(table_, row))
        if (!cell->text.empty()) return one_of(forms_.skipped, label_form(cell->text));
    return true;
}

// What stands in one half of a row: its labels, then its amounts.
void AccountReader::read_row(std::uint32_t row, std::size_t from, std::size_t until, int half) {
    std::vector<std::string> labels;
    TypedRow typed;
    std::set<std::size_t> filled;
    const TableCell* last = nullptr;
    bool amounts = false;
    for (std::size_t column = from; column < until; ++column) {
        const TableCell* cell = table_.at(row, static_cast<std::uint32_t>(column));
        if (cell == nullptr || cell == last || uses_[column] == Use::skipped) continue;
        last = cell;
        if (uses_[column] == Use::label) {
            if (!cell->text.empty())
                labels.emplace_back(
                    collapse_blanks(truncate_code_points(cell->text, label_chars_max)));
            continue;
        }
        const auto line =
            line_of(parts_[column], forms_.columns, forms_.column_under, forms_.subtotals);
        std::string key = line ? format_.format.columns[*line].key : std::string();
        // The only column of amounts is the first one of the format, whatever its head.
        if (!line &&
            std::count(uses_.begin() + static_cast<std::ptrdiff_t>(from),
                       uses_.begin() + static_cast<std::ptrdiff_t>(until), Use::amount) == 1) {
            key = format_.format.columns.front().key;
            note("column_by_order:" + key);
        }
        std::size_t place = typed_column(key, joined_parts(heads_[column]));
        if (!filled.insert(place).second) place = typed_column({}, joined_parts(heads_[column]));
        share_label(place, heads_[column]);
        put(typed, place, row, *cell);
        amounts = amounts || typed.cells[place].state != CellState::blank;
    }
    if (labels.empty()) return;
    if (!amounts && typed.cells.empty()) return;
    for (const std::string& label : labels) typed.label += (typed.label.empty() ? "" : " ") + label;
    typed.key = key_of(labels, half);
    typed_.rows.push_back(std::move(typed));
}

void AccountReader::read_by_rows() {
    use_columns();
    // A part begins with each run of label columns behind amounts.
    std::vector<std::size_t> parts;
    for (std::size_t column = 0; column < uses_.size(); ++column) {
        if (uses_[column] != Use::label) continue;
        bool amounts = parts.empty();
        for (std::size_t i = parts.empty() ? 0 : parts.back(); i < column; ++i)
            amounts = amounts || uses_[i] == Use::amount;
        if (amounts) parts.push_back(column);
    }
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const std::size_t end = part + 1 < parts.size() ? parts[part + 1] : uses_.size();
        for (std::uint32_t row = until_; row < std::min(table_.rows(), rows_max); ++row) {
            if (skipped_row(row) ||
                repeats_head(table_, row, [&](std::string_view text) { return names(text); }))
                continue;
            read_row(row, parts[part], end, static_cast<int>(part) + 1);
        }
    }
}

// Heads that name a column (决算数) and not the item itself; without them it is the first column.
AccountReader::Item AccountReader::item_of(std::uint32_t column, std::size_t line) {
    Item item;
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < parts_[column].size(); ++i) {
        const auto group = line_of({parts_[column][i]}, forms_.columns, forms_.column_under, {});
        if (group && !one_of(forms_.rows[line], parts_[column][i])) {
            item.column = format_.format.columns[*group].key;
            item.column_label = heads_[column][i];
        } else {
            rest.push_back(heads_[column][i]);
        }
    }
    item.label = joined_parts(rest);
    if (!item.column.empty()) return item;
    item.column = format_.format.columns.front().key;
    item.column_label = format_.format.columns.front().labels.front();
    return item;
}

// “三公”经费表: one row of values below items; 预算数 and 决算数 are groups of columns, or rows.
void AccountReader::read_by_items() {
    std::vector<TypedRow> rows;
    std::vector<int> found(forms_.rows.size(), -1);
    for (std::uint32_t row = until_; row < std::min(table_.rows(), rows_max); ++row) {
        if (skipped_row(row)) continue;
        const TableCell* start = table_.at(row, 0);
        const auto by_row = start == nullptr ? std::nullopt
                                             : line_of({label_form(start->text)}, forms_.columns,
                                                       forms_.column_under, forms_.subtotals);
        for (std::uint32_t column = 0; column < table_.columns(); ++column) {
            const TableCell* cell = table_.at(row, column);
            const auto line =
                line_of(parts_[column], forms_.rows, forms_.row_under, forms_.subtotals);
            if (cell == nullptr || !line) continue;
            const Item item = item_of(column, *line);
            const std::size_t place = by_row ? typed_column(format_.format.columns[*by_row].key,
                                                            collapse_blanks(start->text))
                                             : typed_column(item.column, item.column_label);
            int& at = found[*line];
            if (at < 0) {
                at = static_cast<int>(rows.size());
                rows.push_back({format_.format.rows[*line].key, item.label, {}});
            }
            TypedRow& typed = rows[static_cast<std::size_t>(at)];
            if (place < typed.cells.size() && typed.cells[place].state != CellState::absent) {
                if (read_cell(cell->text).state == CellState::number)
                    note("row_twice:" + typed.key);
                continue;
            }
            put(typed, place, row, *cell);
        }
    }
    for (const TypedRow& row : rows) taken_.insert(row.key);
    typed_.rows = std::move(rows);
}

TypedTable AccountReader::run() {
    find_head();
    if (table_.cut() || table_.rows() > rows_max) note("cut");
    if (columns_are_items())
        read_by_items();
    else
        read_by_rows();
    for (TypedRow& row : typed_.rows) row.cells.resize(typed_.columns.size());
    for (const FormatLine& line : format_.format.rows)
        if (!taken_.contains(line.key)) note("row_missing:" + line.key);
    return std::move(typed_);
}

}  // namespace

TypedTable read_account_rows(const Table& table, const TabularTable& format,
                             const TabularFormat& kind, const std::string& unit) {
    return AccountReader(table, format, kind, unit).run();
}

}  // namespace duwang::crawler
