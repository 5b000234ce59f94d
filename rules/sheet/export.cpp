#include "rules/sheet/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/yaml_text.h"
#include "rules/sheet/columns.h"

namespace duwang::rules {
namespace {

using Members = std::vector<std::pair<Yaml, Yaml>>;
using Row = std::vector<std::string>;

bool is_word(const Yaml& node) {
    const auto text = cell_text(node, plain_column);
    return node.is_scalar() && text && *text == node.text();
}

bool has_double_key(const Yaml& map) {
    std::set<std::string> seen;
    return std::ranges::any_of(map.members(), [&seen](const auto& member) {
        return !member.first.is_scalar() || !seen.insert(member.first.text()).second;
    });
}

// The keys of one map, taken out one by one; the rest goes into 其他.
class Keys {
  public:
    explicit Keys(const Yaml& map) : left_(map.members()) {}

    template <class Columns>
    void put(const Columns& columns, Row& row) {
        for (const CellColumn& column : columns) row.push_back(take(column));
    }

    std::string take(const CellColumn& column) {
        const auto found = find(column.key);
        if (found == left_.end()) return {};
        const auto text = cell_text(found->second, column);
        if (!text) return {};
        left_.erase(found);
        return *text;
    }

    void drop(std::string_view key) {
        if (const auto found = find(key); found != left_.end()) left_.erase(found);
    }

    std::string rest() const { return left_.empty() ? "" : yaml_flow_text(Yaml::map(left_, "")); }

  private:
    Members left_;
    Members::iterator find(std::string_view key) {
        return std::ranges::find_if(
            left_, [key](const auto& member) { return member.first.text() == key; });
    }
};

// Levels (一级、二级) that stand in columns of their own: none empty, at most two.
bool fits_level_columns(const Yaml& levels) {
    const auto items = levels.items();
    return levels.is_list() && !items.empty() && items.size() <= level_titles.size() &&
           std::ranges::all_of(items, is_word);
}

bool fits_rows(const Yaml& list) {
    const auto items = list.items();
    return list.is_list() && !items.empty() && std::ranges::all_of(items, [](const Yaml& item) {
               return item.is_map() && !has_double_key(item);
           });
}

bool fits_parts(const Yaml& parts) {
    std::set<std::string> ids;
    return fits_rows(parts) && std::ranges::all_of(parts.items(), [&ids](const Yaml& part) {
               return is_word(part["id"]) && ids.insert(part["id"].text()).second;
           });
}

template <class Columns>
void add_titles(const Columns& columns, BookSheet& sheet) {
    for (const CellColumn& column : columns) {
        sheet.rows[0].emplace_back(column.title);
        sheet.widths.push_back(column.width);
    }
}

void add_title(std::string_view title, int width, BookSheet& sheet) {
    sheet.rows[0].emplace_back(title);
    sheet.widths.push_back(width);
}

class Exporter {
  public:
    explicit Exporter(const SchemeTree& tree) : tree_(tree) {
        head_ = {std::string(head_sheet), {{}}, {14, 14, 60}};
        for (const std::string_view title : head_titles) head_.rows[0].emplace_back(title);
        levels_ = {std::string(level_sheet), {{}}, {}};
        for (const std::string_view title : level_titles) add_title(title, 24, levels_);
        add_title(level_points.title, level_points.width, levels_);
        add_title(other_title, other_column.width, levels_);
        indicators_ = {std::string(indicator_sheet), {{}}};
        add_title(id_title, 9, indicators_);
        for (const std::string_view title : level_titles) add_title(title, 16, indicators_);
        add_titles(indicator_columns, indicators_);
        add_title(other_title, other_column.width, indicators_);
        shared_columns_ = indicators_.rows[0].size();
        add_title(part_title, 6, indicators_);
        add_titles(part_columns, indicators_);
        add_titles(judging_columns, indicators_);
        add_title(part_other_title, part_other_column.width, indicators_);
        rules_ = {std::string(rule_sheet), {{}}};
        add_title(id_title, 9, rules_);
        add_title(part_title, 6, rules_);
        add_titles(rule_columns, rules_);
        add_title(other_title, other_column.width, rules_);
    }

    SchemeBook run() {
        add_head();
        for (const Yaml& indicator : tree_.indicators) add_indicator(indicator);
        SchemeBook out;
        out.book.sheets = {std::move(head_), std::move(levels_), std::move(indicators_),
                           std::move(rules_)};
        out.errors = std::move(errors_);
        return out;
    }

  private:
    const SchemeTree& tree_;
    BookSheet head_, levels_, indicators_, rules_;
    std::size_t shared_columns_ = 0;  // of 指标: those that all parts of an indicator have together
    std::set<std::string> ids_;
    std::vector<Error> errors_;

    void add_head() {
        if (!tree_.head.is_map() || has_double_key(tree_.head)) {
            errors_.push_back(tree_.head.error("the scheme is no map of keys that stand once"));
            return;
        }
        for (const auto& [key, value] : tree_.head.members()) {
            if (key.text() == "levels" && add_levels(value)) continue;
            const auto name = std::ranges::find(head_names, key.text(), &WordPair::first);
            const auto shown = cell_text(key, plain_column);
            const auto text = cell_text(value, plain_column);
            head_.rows.push_back({shown.value_or(yaml_flow_text(key)),
                                  name == head_names.end() ? "" : std::string(name->second),
                                  text.value_or(yaml_flow_text(value))});
        }
    }

    bool add_levels(const Yaml& levels) {
        if (!fits_rows(levels)) return false;
        std::vector<Row> rows;
        for (const Yaml& level : levels.items()) {
            if (!fits_level_columns(level["path"])) return false;
            Row row;
            for (const Yaml& item : level["path"].items()) row.push_back(item.text());
            row.resize(level_titles.size());
            Keys keys(level);
            keys.drop("path");
            row.push_back(keys.take(level_points));
            row.push_back(keys.rest());
            rows.push_back(std::move(row));
        }
        std::ranges::move(rows, std::back_inserter(levels_.rows));
        return true;
    }

    void add_indicator(const Yaml& indicator) {
        if (!indicator.is_map() || has_double_key(indicator) || !is_word(indicator["id"]) ||
            !ids_.insert(indicator["id"].text()).second) {
            errors_.push_back(indicator.error(
                "an indicator needs an \"id\" of its own and keys that stand once"));
            return;
        }
        Keys keys(indicator);
        const std::string id = indicator["id"].text();
        Row row{id};
        keys.drop("id");
        const Yaml levels = indicator["levels"];
        if (fits_level_columns(levels)) {
            for (const Yaml& level : levels.items()) row.push_back(level.text());
            keys.drop("levels");
        }
        row.resize(1 + level_titles.size());
        keys.put(indicator_columns, row);
        if (fits_parts(indicator["parts"]))
            add_parts(indicator, keys, std::move(row));
        else
            add_whole(indicator, keys, std::move(row));
    }

    void add_whole(const Yaml& indicator, Keys& keys, Row row) {
        Row judging;
        keys.put(judging_columns, judging);
        if (add_rules(indicator["id"].text(), "", indicator["deduct"])) keys.drop("deduct");
        row.push_back(keys.rest());
        row.resize(shared_columns_ + 1 + part_columns.size());
        std::ranges::move(judging, std::back_inserter(row));
        row.emplace_back();
        indicators_.rows.push_back(std::move(row));
    }

    void add_parts(const Yaml& indicator, Keys& keys, Row shared) {
        keys.drop("parts");
        shared.push_back(keys.rest());
        const std::size_t first = indicators_.rows.size();
        for (const Yaml& part : indicator["parts"].items()) {
            Keys left(part);
            Row row = indicators_.rows.size() > first ? Row(shared_columns_) : shared;
            row.push_back(part["id"].text());
            left.drop("id");
            left.put(part_columns, row);
            left.put(judging_columns, row);
            if (add_rules(shared[0], part["id"].text(), part["deduct"])) left.drop("deduct");
            row.push_back(left.rest());
            indicators_.rows.push_back(std::move(row));
        }
        const std::size_t last = indicators_.rows.size() - 1;
        for (std::size_t column = 0; last > first && column < shared_columns_; ++column)
            if (!shared[column].empty())
                indicators_.merges.push_back({first, column, last, column});
    }

    bool add_rules(const std::string& id, const std::string& part, const Yaml& rules) {
        if (!fits_rows(rules)) return false;
        for (const Yaml& rule : rules.items()) {
            Keys keys(rule);
            Row row{id, part};
            keys.put(rule_columns, row);
            row.push_back(keys.rest());
            rules_.rows.push_back(std::move(row));
        }
        return true;
    }
};

}  // namespace

SchemeBook scheme_book(const SchemeTree& tree) { return Exporter(tree).run(); }

}  // namespace duwang::rules
