#include "rules/table/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/normalise.h"
#include "rules/table/cells.h"

namespace duwang::rules {
namespace {

constexpr std::size_t content_bytes_max = 100'000;
constexpr std::size_t cell_bytes_max = 10'000;
constexpr std::array<std::string_view, 4> name_columns{"number", "level1", "level2", "title"};

class RowReader {
  public:
    RowReader(const TableFound& table, const TableWords& words, std::vector<TableNote>& notes,
              std::vector<Error>& errors)
        : table_(table), sheet_(*table.sheet), words_(words), notes_(notes), errors_(errors) {}

    TableRows run() {
        for (std::size_t row = table_.head + 1; row < table_.end; ++row) read(row);
        for (auto& [column, run] : runs_) tell(run);
        return std::move(out_);
    }

  private:
    struct Run {
        std::string place, text;
        int last = 0;
    };
    const TableFound& table_;
    const Sheet& sheet_;
    const TableWords& words_;
    std::vector<TableNote>& notes_;
    std::vector<Error>& errors_;
    TableRows out_;
    std::map<std::string, Run> runs_;         // merged ranges not yet told, by column
    std::map<std::string, TableCell> above_;  // the last value of each column

    std::size_t first_column() const {
        std::size_t first = sheet_columns_max;
        for (const auto& [id, columns] : table_.columns) first = std::min(first, columns.front());
        return first;
    }

    void read(std::size_t row) {
        const SheetRow& cells = sheet_.rows[row];
        if (cells.blank() || is_head_again(cells) || only_spread(cells)) return;
        if (is_sum(row)) return;
        if (is_remark(row)) return;
        TableRow out;
        out.place = sheet_.place(row, first_column());
        for (const auto& [id, columns] : table_.columns)
            for (const std::size_t column : columns) read_cell(out, id, row, column);
        carry_levels(out, row);
        if (out.cells.contains("level1") && !out.cells.contains("level2")) above_.erase("level2");
        for (const auto& [id, cell] : out.cells) above_[id] = cell;
        if (!out.cells.empty()) out_.rows.push_back(std::move(out));
    }

    bool is_head_again(const SheetRow& row) const {
        std::size_t same = 0;
        for (const auto& [id, columns] : table_.columns)
            same += row.cell(columns.front()).text ==
                        sheet_.rows[table_.head].cell(columns.front()).text &&
                    !trim_blanks(row.cell(columns.front()).text).empty();
        return same * 2 > table_.columns.size();
    }

    static bool only_spread(const SheetRow& row) {
        return std::ranges::all_of(row.cells, [](const Cell& cell) {
            return cell.spread || trim_blanks(cell.text).empty();
        });
    }

    // 合计 … 100: in one of the columns where names stand.
    bool is_sum(std::size_t row) {
        for (const std::string_view id : name_columns) {
            const auto column = table_.columns.find(id);
            if (column == table_.columns.end()) continue;
            const MarkedName name = split_marks(sheet_.rows[row].cell(column->second.front()).text);
            const bool subtotal = is_one_of(name.name, words_.subtotal);
            if (!subtotal && !is_one_of(name.name, words_.total)) continue;
            WrittenSum sum{{name.points, sheet_.place(row, column->second.front()), false},
                           subtotal,
                           out_.rows.size()};
            const auto points = table_.columns.find("points");
            if (points != table_.columns.end() && sum.points.text.empty())
                sum.points = {
                    std::string(trim_blanks(sheet_.rows[row].cell(points->second[0]).text)),
                    sheet_.place(row, points->second[0]), false};
            out_.sums.push_back(std::move(sum));
            return true;
        }
        return false;
    }

    // 注：…… – one text where an indicator has several.
    bool is_remark(std::size_t row) {
        const SheetRow& cells = sheet_.rows[row];
        const std::string text = lone_text(cells);
        if (text.empty()) return false;
        for (const std::string_view id : {"content", "points", "deduct", "title"}) {
            const auto column = table_.columns.find(id);
            const bool own = column != table_.columns.end() &&
                             !cells.cell(column->second.front()).spread &&
                             !trim_blanks(cells.cell(column->second.front()).text).empty();
            if (own) return false;
        }
        notes_.push_back({NoteKind::layout, sheet_.place(row, first_column()),
                          fmt::format("作为标题或说明，没有读取：{}", brief(text))});
        return true;
    }

    void read_cell(TableRow& out, const std::string& id, std::size_t row, std::size_t column) {
        const Cell& cell = sheet_.rows[row].cell(column);
        TableCell value{std::string(trim_blanks(cell.text)), sheet_.place(row, column), false};
        out.places.emplace(id, value.place);
        // Spread from the left, not from above: still a cell of this row's own.
        value.spread = cell.spread && row > table_.head + 1 &&
                       sheet_.rows[row - 1].cell(column).text == cell.text;
        limit(id, value);
        follow_run(id, value, row, column);
        if (is_one_of(value.text, words_.nothing)) value.text.clear();
        if (!value.spread) resolve_above(id, value);
        if (value.text.empty()) return;
        const auto [place, fresh] = out.cells.emplace(id, value);
        if (!fresh && place->second.text != value.text) place->second.text += "\n" + value.text;
    }

    // What no cell of a table holds would only cost time.
    void limit(const std::string& id, TableCell& value) {
        const std::size_t most =
            id == "content" || id == "deduct" ? content_bytes_max : cell_bytes_max;
        if (value.text.size() <= most) return;
        fail(value,
             fmt::format("a text of {} bytes; at most {} are read here", value.text.size(), most));
        value.text.clear();
    }

    void follow_run(const std::string& id, const TableCell& value, std::size_t row,
                    std::size_t column) {
        const std::string key = fmt::format("{}.{}", id, column);
        if (!value.spread) {
            if (const auto run = runs_.find(key); run != runs_.end()) tell(run->second);
            runs_[key] = {value.place, value.text, 0};
        } else if (auto run = runs_.find(key); run != runs_.end()) {
            run->second.last = sheet_.rows[row].number;
        }
    }

    void tell(Run& run) {
        if (run.last != 0)
            notes_.push_back(
                {NoteKind::resolved, run.place,
                 fmt::format("合并单元格，至第 {} 行：{}", run.last, brief(run.text))});
        run.last = 0;
    }

    // 同上, alone or behind a label (牵头：同上；责任：同上).
    void resolve_above(const std::string& id, TableCell& value) {
        const auto above = above_.find(id);
        if (is_one_of(value.text, words_.same_as_above)) {
            if (above == above_.end()) {
                fail(value, "nothing stands above it; write it out");
                value.text.clear();
                return;
            }
            tell_resolved(value, above->second.text);
            value.text = above->second.text;
        } else if (!value.text.empty() && value.text.size() < 600) {
            resolve_segments(value, above == above_.end() ? "" : above->second.text);
        }
    }

    static std::vector<std::string> segments(std::string_view text) {
        std::vector<std::string> out;
        for (std::size_t from = 0; from <= text.size();) {
            std::size_t end = text.size(), next = text.size() + 1;
            for (const std::string_view stop : {"；", ";", "\n"})
                if (const std::size_t at = text.find(stop, from); at < end) {
                    end = at;
                    next = at + stop.size();
                }
            out.emplace_back(trim_blanks(text.substr(from, end - from)));
            from = next;
        }
        return out;
    }

    static std::size_t label_length(std::string_view segment) {
        const std::size_t wide = segment.find("：");
        const std::size_t narrow = segment.find(':');
        if (wide == segment.npos && narrow == segment.npos) return 0;
        return wide < narrow ? wide + std::string_view("：").size() : narrow + 1;
    }

    void resolve_segments(TableCell& value, std::string_view above) {
        std::string whole;
        bool changed = false;
        for (const std::string& segment : segments(value.text)) {
            const std::size_t length = label_length(segment);
            std::string text = segment;
            if (is_one_of(std::string_view(segment).substr(length), words_.same_as_above) &&
                length > 0) {
                text.clear();
                for (const std::string& one : segments(above))
                    if (label_length(one) == length && one.starts_with(segment.substr(0, length)))
                        text = one;
                if (text.empty())
                    return fail(value, fmt::format("the cell above has no \"{}\"; write it out",
                                                   brief(segment.substr(0, length))));
                changed = true;
            }
            (whole += whole.empty() ? "" : "；") += text;
        }
        if (!changed) return;
        tell_resolved(value, whole);
        value.text = whole;
    }

    void tell_resolved(const TableCell& value, std::string_view text) {
        notes_.push_back({NoteKind::resolved, value.place,
                          fmt::format("「{}」作：{}", brief(value.text), brief(text))});
    }

    void fail(const TableCell& value, std::string_view what) {
        errors_.push_back(
            {Errc::config, fmt::format("{}: \"{}\": {}", value.place, brief(value.text), what)});
    }

    // Levels that are written once and left blank below, without merging.
    void carry_levels(TableRow& out, std::size_t row) {
        const auto level1 = table_.columns.find("level1");
        const bool named = !table_.columns.contains("title") || out.cells.contains("title") ||
                           out.cells.contains("number");
        if (level1 == table_.columns.end() || out.cells.contains("level1") || !named) return;
        for (const char* id : {"level1", "level2"}) {
            const auto above = above_.find(id);
            const auto column = table_.columns.find(id);
            if (above == above_.end() || column == table_.columns.end() || out.cells.contains(id))
                continue;
            TableCell cell{above->second.text, sheet_.place(row, column->second.front()), true};
            notes_.push_back({NoteKind::resolved, cell.place,
                              fmt::format("空白，沿用上一行：{}", brief(cell.text))});
            out.cells[id] = std::move(cell);
        }
    }
};

}  // namespace

std::string TableRow::text(std::string_view column) const {
    const auto cell = cells.find(column);
    return cell == cells.end() ? std::string() : cell->second.text;
}

std::string TableRow::place_of(std::string_view column) const {
    const auto found = places.find(column);
    return found == places.end() ? place : found->second;
}

bool TableRow::spread(std::string_view column) const {
    const auto cell = cells.find(column);
    return cell != cells.end() && cell->second.spread;
}

TableRows read_rows(const TableFound& table, const TableWords& words, std::vector<TableNote>& notes,
                    std::vector<Error>& errors) {
    return RowReader(table, words, notes, errors).run();
}

}  // namespace duwang::rules
