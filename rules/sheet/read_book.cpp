#include "rules/sheet/read_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/sheet/columns.h"
#include "rules/sheet/sheet_table.h"

namespace duwang::rules {
namespace {

using Titles = std::vector<std::string_view>;
using Members = std::vector<std::pair<Yaml, Yaml>>;

template <class Columns>
void add_titles(const Columns& columns, Titles& titles) {
    for (const CellColumn& column : columns) titles.push_back(column.title);
}

Titles indicator_titles() {
    Titles titles{id_title, level_titles[0], level_titles[1]};
    add_titles(indicator_columns, titles);
    titles.push_back(other_title);
    titles.push_back(part_title);
    add_titles(part_columns, titles);
    add_titles(judging_columns, titles);
    titles.push_back(part_other_title);
    return titles;
}

Titles rule_titles() {
    Titles titles{id_title, part_title};
    add_titles(rule_columns, titles);
    titles.push_back(other_title);
    return titles;
}

// Collects the keys of one map from the cells of one row.
class RowMap {
  public:
    RowMap(SheetTable& table, std::size_t row, std::vector<Error>& errors)
        : table_(table), row_(row), errors_(errors) {}

    void add(std::string_view key, Yaml value, const std::string& place) {
        const bool fresh = std::ranges::none_of(
            members_, [key](const auto& member) { return member.first.text() == key; });
        if (fresh)
            members_.emplace_back(Yaml::scalar(std::string(key), place), std::move(value));
        else
            errors_.push_back({Errc::config, fmt::format("{}: \"{}\" has a column of its own and "
                                                         "stands here too; keep one",
                                                         place, key)});
    }

    template <class Columns>
    void add(const Columns& columns) {
        for (const CellColumn& column : columns) {
            const std::string place = table_.place(row_, column.title);
            if (auto value =
                    cell_value(table_.cell(row_, column.title).text, place, column, errors_))
                add(column.key, std::move(*value), place);
        }
    }

    // 其他: a map of keys without columns.
    void add_other(const CellColumn& column) {
        const std::string place = table_.place(row_, column.title);
        const auto value = cell_value(table_.cell(row_, column.title).text, place, column, errors_);
        if (!value) return;
        if (!value->is_map())
            table_.fail(
                row_, column.title,
                fmt::format("{} is no map; write {{key: value}} or leave it empty", column.title));
        for (const auto& [key, member] : value->members()) add(key.text(), member, place);
    }

    Yaml take(std::string_view title) const {
        return Yaml::map(members_, table_.place(row_, title));
    }

  private:
    SheetTable& table_;
    std::size_t row_;
    std::vector<Error>& errors_;
    Members members_;
};

class BookReader {
  public:
    explicit BookReader(const Workbook& book) : book_(book) {}

    SchemeTreeLoad run() {
        read_rules();
        read_head();
        read_indicators();
        for (const auto& [key, rows] : rules_)
            if (!used_rules_.contains(key))
                errors_.push_back(rows.front().error(fmt::format(
                    "rules for {} {}, which the sheet {} does not have; correct the number",
                    key.first, key.second, indicator_sheet)));
        SchemeTreeLoad load;
        load.errors = std::move(errors_);
        if (load.errors.empty()) load.tree = std::move(tree_);
        return load;
    }

  private:
    const Workbook& book_;
    SchemeTree tree_;
    std::vector<Error> errors_;
    std::map<std::pair<std::string, std::string>, std::vector<Yaml>> rules_;  // by 编号 and 分点
    std::set<std::pair<std::string, std::string>> used_rules_;
    std::set<std::string> ids_;

    const Sheet* sheet(std::string_view name) {
        const Sheet* found = book_.sheet(name);
        if (found == nullptr)
            errors_.push_back({Errc::config, fmt::format("{}: no sheet \"{}\"; an exported table "
                                                         "has it, add it back",
                                                         book_.file, name)});
        return found;
    }

    void read_rules() {
        const Sheet* found = sheet(rule_sheet);
        if (found == nullptr) return;
        SheetTable table(*found, rule_titles(), errors_);
        for (const std::size_t row : table.rows()) {
            RowMap map(table, row, errors_);
            map.add(rule_columns);
            map.add_other(other_column);
            rules_[{table.text(row, id_title), table.text(row, part_title)}].push_back(
                map.take(id_title));
        }
    }

    void read_head() {
        const Sheet* found = sheet(head_sheet);
        if (found == nullptr) return;
        SheetTable table(*found, {head_titles.begin(), head_titles.end()}, errors_);
        Members members;
        for (const std::size_t row : table.rows()) {
            const std::string key_place = table.place(row, head_titles[0]);
            const std::string place = table.place(row, head_titles[2]);
            auto key =
                cell_value(table.cell(row, head_titles[0]).text, key_place, plain_column, errors_);
            auto value =
                cell_value(table.cell(row, head_titles[2]).text, place, plain_column, errors_);
            if (key && value) members.emplace_back(std::move(*key), std::move(*value));
        }
        if (Yaml levels = read_levels())
            members.emplace_back(Yaml::scalar("levels", levels.place()), levels);
        tree_.head = Yaml::map(members, found->place(0, 0));
    }

    Yaml read_levels() {
        const Sheet* found = book_.sheet(level_sheet);
        if (found == nullptr) return {};
        SheetTable table(
            *found, {level_titles[0], level_titles[1], level_points.title, other_title}, errors_);
        std::vector<Yaml> levels;
        for (const std::size_t row : table.rows()) {
            RowMap map(table, row, errors_);
            map.add("path", path_of(table, row), table.place(row, level_titles[0]));
            map.add(std::array{level_points});
            map.add_other(other_column);
            levels.push_back(map.take(level_titles[0]));
        }
        return levels.empty() ? Yaml() : Yaml::list(levels, levels.front().place());
    }

    static Yaml path_of(const SheetTable& table, std::size_t row) {
        std::vector<Yaml> path;
        for (const std::string_view title : level_titles)
            if (std::string text = table.text(row, title); !text.empty())
                path.push_back(Yaml::scalar(std::move(text), table.place(row, title)));
        return Yaml::list(path, table.place(row, level_titles[0]));
    }

    // A row that belongs to the indicator above: its number is merged, left out, or repeated with
    // the same title.
    static bool continues(const SheetTable& table, std::size_t row, std::size_t first) {
        const std::string own = table.text(row, id_title);
        const std::string title = table.text(row, indicator_columns[0].title);
        return table.cell(row, id_title).spread || own.empty() ||
               (own == table.text(first, id_title) && !table.text(row, part_title).empty() &&
                (title.empty() || title == table.text(first, indicator_columns[0].title)));
    }

    void read_indicators() {
        const Sheet* found = sheet(indicator_sheet);
        if (found == nullptr) return;
        SheetTable table(*found, indicator_titles(), errors_);
        const std::vector<std::size_t>& rows = table.rows();
        for (std::size_t i = 0; i < rows.size();) {
            const std::string id = table.text(rows[i], id_title);
            std::size_t end = i + 1;
            if (tree_.indicators.size() >= scheme_indicators_max)
                return table.fail(
                    rows[i], id_title,
                    fmt::format("more than {} indicators; split the table", scheme_indicators_max));
            while (end < rows.size() && continues(table, rows[end], rows[i])) ++end;
            if (id.empty()) table.fail(rows[i], id_title, "the first row has no 编号; write one");
            read_indicator(table, id,
                           {rows.begin() + static_cast<std::ptrdiff_t>(i),
                            rows.begin() + static_cast<std::ptrdiff_t>(end)});
            i = end;
        }
    }

    void read_indicator(SheetTable& table, const std::string& id,
                        const std::vector<std::size_t>& rows) {
        const std::size_t row = rows.front();
        if (!ids_.insert(id).second)
            table.fail(row, id_title, fmt::format("编号 {} stands twice; write another", id));
        RowMap map(table, row, errors_);
        const std::string place = table.place(row, id_title);
        map.add("id", Yaml::scalar(id, place), place);
        if (Yaml levels = path_of(table, row); !levels.items().empty())
            map.add("levels", levels, levels.place());
        map.add(indicator_columns);
        const bool whole = table.text(row, part_title).empty();
        if (whole) {
            read_judging(table, row, id, "", map);
            reject_part_columns(table, row);
        } else {
            map.add("parts", read_parts(table, id, rows), table.place(row, part_title));
        }
        map.add_other(other_column);
        check_continued(table, rows, whole);
        tree_.indicators.push_back(map.take(id_title));
    }

    void read_judging(SheetTable& table, std::size_t row, const std::string& id,
                      const std::string& part, RowMap& map) {
        map.add(judging_columns);
        const auto rules = rules_.find({id, part});
        if (rules == rules_.end()) return;
        used_rules_.insert(rules->first);
        map.add("deduct", Yaml::list(rules->second, rules->second.front().place()),
                table.place(row, id_title));
    }

    Yaml read_parts(SheetTable& table, const std::string& id,
                    const std::vector<std::size_t>& rows) {
        std::vector<Yaml> parts;
        std::set<std::string> seen;
        for (const std::size_t row : rows) {
            const std::string part = table.text(row, part_title);
            const std::string place = table.place(row, part_title);
            if (part.empty())
                table.fail(row, part_title,
                           fmt::format("a further row of {} needs a 分点, for example b", id));
            else if (!seen.insert(part).second)
                table.fail(row, part_title, fmt::format("分点 {} stands twice in {}", part, id));
            RowMap map(table, row, errors_);
            map.add("id", Yaml::scalar(part, place), place);
            map.add(part_columns);
            read_judging(table, row, id, part, map);
            map.add_other(part_other_column);
            parts.push_back(map.take(part_title));
        }
        return Yaml::list(parts, table.place(rows.front(), part_title));
    }

    void reject_part_columns(SheetTable& table, std::size_t row) {
        Titles titles{part_other_title};
        add_titles(part_columns, titles);
        for (const std::string_view title : titles)
            if (!table.text(row, title).empty())
                table.fail(row, title,
                           fmt::format("{} without a 分点; write its letter, for "
                                       "example a",
                                       title));
    }

    // What an indicator has once may be merged, left out or repeated in the rows of its parts.
    void check_continued(SheetTable& table, const std::vector<std::size_t>& rows, bool whole) {
        Titles titles{level_titles[0], level_titles[1], other_title};
        add_titles(indicator_columns, titles);
        for (const std::size_t row : rows) {
            if (row == rows.front()) continue;
            if (whole)
                table.fail(row, id_title, "no 编号 of its own; write one, or 分点 in all its rows");
            for (const std::string_view title : titles) {
                const std::string text = table.text(row, title);
                if (!text.empty() && text != table.text(rows.front(), title))
                    table.fail(row, title,
                               fmt::format("{} differs from the first row of the indicator; "
                                           "write it there, or give the row an 编号 of its own",
                                           title));
            }
        }
    }
};

}  // namespace

bool is_scheme_book(const Workbook& book) {
    const Sheet* head = book.sheet(head_sheet);
    if (head == nullptr || head->rows.empty()) return false;
    return std::ranges::all_of(
        std::array{head_titles[0], head_titles[2]}, [head](std::string_view title) {
            return std::ranges::any_of(head->rows[0].cells,
                                       [title](const Cell& cell) { return cell.text == title; });
        });
}

SchemeTreeLoad read_scheme_book(const Workbook& book) { return BookReader(book).run(); }

}  // namespace duwang::rules
