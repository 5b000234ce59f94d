#include "checks/annual_report/equations.h"

#include <fmt/format.h>

#include <algorithm>

#include "checks/annual_report/cut.h"
#include "checks/annual_report/equation_text.h"
#include "checks/annual_report/writing.h"

namespace duwang::checks {
namespace {

// The tables an equation speaks of, and the sums of its sides.
struct Years {
    const DocumentFacts* report = nullptr;
    const DocumentFacts* last_year = nullptr;
};

class Sides {
  public:
    Sides(EquationResult& result, bool blank_is_zero)
        : result_(result), blank_is_zero_(blank_is_zero) {}

    // `column` and `row` by key, of this or last year's table; `sum`: stands alone on its side.
    void add(bool right, const EquationTerm& term, const TypedTable* table, std::string_view row,
             std::string_view column) {
        add(right, term, table, table == nullptr ? nullptr : table->row(row), row, column, false);
    }
    void add(bool right, const EquationTerm& term, const TypedTable* table, const TypedRow* one,
             std::string_view row, std::string_view column, bool sum) {
        needed_ = sum || !blank_is_zero_;
        EquationCell named;
        named.from = term.last_year ? "last_year" : "";
        named.row_key = row;
        named.column_key = column;
        if (table == nullptr) {
            reason_ = "no_table";
        } else {
            named.table = table->title;
            const auto at = table->column(column);
            if (one != nullptr) named.row = one->label;
            if (at) named.column = table->columns[*at].label;
            if (one != nullptr && at && *at < one->cells.size())
                take(right, term, one->cells[*at], named);
        }
        if (table != nullptr && named.state == CellState::absent) note("absent_cell");
        result_.cells.push_back(std::move(named));
    }
    // What the text says; its words are a cell like the others.
    void add_said(const NamedNumber& said) {
        EquationCell named;
        named.from = "text";
        named.text = said.text;
        named.state = CellState::number;
        left_ += said.value;
        result_.cells.push_back(std::move(named));
    }
    void finish(bool hint) {
        result_.reason = reason_;
        if (reason_.empty()) {
            result_.left = left_;
            result_.right = right_;
            result_.difference = left_ - right_;
            const Outcome wrong = hint || assumed_ ? Outcome::doubtful : Outcome::fail;
            result_.outcome = left_ == right_ ? Outcome::pass : wrong;
        }
        result_.message = equation_message(result_);
    }

  private:
    void note(std::string_view reason) {
        assumed_ = assumed_ || (!needed_ && reason != "words_cell");
        if (!needed_ && reason != "words_cell") return;
        if (reason_.empty()) reason_ = reason;
    }
    void take(bool right, const EquationTerm& term, const TypedCell& cell, EquationCell& named) {
        named.text = cell.text;
        named.state = cell.state;
        if (cell.state == CellState::blank) note("blank_cell");
        if (cell.state == CellState::mark) note("mark_cell");
        if (cell.state == CellState::words) note("words_cell");
        if (cell.state != CellState::number) return;
        Decimal& side = right ? right_ : left_;
        side = term.minus ? side - cell.value : side + cell.value;
    }

    EquationResult& result_;
    Decimal left_, right_;
    std::string reason_;
    bool blank_is_zero_ = false;
    bool needed_ = true;    // the cell at hand must be a number
    bool assumed_ = false;  // a cell that is no number counted as zero
};

EquationResult result_of(const Equation& equation) {
    EquationResult result;
    result.id = equation.id;
    result.title = equation.title;
    result.source = equation.source;
    result.left_words = equation.left_words;
    result.right_words = equation.right_words;
    return result;
}

class Evaluator {
  public:
    Evaluator(const Equation& equation, const Years& years)
        : equation_(equation), report_(years.report->table(equation.table)) {
        if (years.last_year != nullptr) last_ = years.last_year->table(equation.table);
    }

    EquationResults run() {
        if (report_ == nullptr) return {without(Outcome::not_determined, "no_table")};
        if (says_it_is_empty(*report_)) return {without(Outcome::not_applicable, "declared_empty")};
        if (equation_.each == Equation::Each::group) {
            for (const TypedRow& row : report_->rows)
                for (const std::string& group : equation_.groups) each(row.key, group, &row);
        } else if (equation_.each == Equation::Each::row) {
            for (const TypedRow& row : report_->rows) {
                if (wanted(row.key))
                    each(row.key, {}, &row);
                else if (equation_.every_row && row.key.empty())
                    each_of_many(row);
            }
        } else {
            for (const TypedColumn& column : report_->columns)
                if (wanted(column.key)) each({}, column.key, nullptr);
        }
        return std::move(results_);
    }

  private:
    bool wanted(const std::string& key) const {
        return !key.empty() && (equation_.only.empty() ||
                                std::ranges::find(equation_.only, key) != equation_.only.end());
    }
    // 空表说明: nothing stands in the table, and the document says that there is nothing.
    static bool says_it_is_empty(const TypedTable& table) {
        const auto is_number = [](const TypedCell& cell) {
            return cell.state == CellState::number;
        };
        const auto has_numbers = [&](const TypedRow& row) {
            return std::ranges::any_of(row.cells, is_number);
        };
        return !table.statement.empty() && std::ranges::none_of(table.rows, has_numbers);
    }
    EquationResult without(Outcome outcome, std::string_view reason) const {
        EquationResult result = result_of(equation_);
        result.table = report_ == nullptr ? std::string() : report_->title;
        result.outcome = outcome;
        result.reason = reason;
        result.message = equation_message(result);
        return result;
    }
    // In a column the terms are rows; in a row, or a group of it, columns.
    void each(const std::string& row, const std::string& line, const TypedRow* at) {
        const bool down = equation_.each == Equation::Each::column;
        EquationResult result = result_of(equation_);
        result.table = report_->title;
        Sides sides(result, equation_.blank_is_zero);
        const auto column_of = [&](const EquationTerm& term) {
            return down ? line : line.empty() ? term.key : line + "." + term.key;
        };
        for (const bool right : {false, true})
            for (const EquationTerm& term : right ? equation_.right : equation_.left) {
                const TypedTable* table = term.last_year ? last_ : report_;
                const std::string& key = down ? term.key : row;
                const bool here = !down && !term.last_year;
                const TypedRow* one = here ? at : table == nullptr ? nullptr : table->row(key);
                sides.add(right, term, table, one, key, column_of(term),
                          right && equation_.right.size() == 1);
            }
        name_place(result);
        sides.finish(equation_.hint);
        results_.push_back(std::move(result));
    }
    // Of rows of data only what is wrong is told, and of that the first ones.
    void each_of_many(const TypedRow& row) {
        if (many_ >= many_max) return;
        each({}, {}, &row);
        const Outcome outcome = results_.back().outcome;
        if (outcome == Outcome::fail || outcome == Outcome::doubtful)
            ++many_;
        else
            results_.pop_back();
    }
    // By the cell on the right where there is one, which is the sum.
    void name_place(EquationResult& result) const {
        const bool down = equation_.each == Equation::Each::column;
        const bool one_right = equation_.right.size() == 1;
        const EquationCell* cell = &result.cells.back();
        if (cell->from == "last_year" || cell->table.empty()) cell = &result.cells.front();
        result.row = down && !one_right ? std::string() : cell->row;
        result.column = !down && !one_right ? std::string() : cell->column;
        if (down) result.column = cell->column;
    }

    const Equation& equation_;
    const TypedTable* report_;
    const TypedTable* last_ = nullptr;
    EquationResults results_;
    static constexpr std::size_t many_max = 50;
    std::size_t many_ = 0;
};

bool is_about_years(const Equation& equation) {
    const auto of_last = [](const EquationTerm& term) { return term.last_year; };
    return std::ranges::any_of(equation.left, of_last) ||
           std::ranges::any_of(equation.right, of_last);
}

void append(EquationResults& all, EquationResults more) {
    for (EquationResult& one : more) all.push_back(std::move(one));
}

EquationResult named_result(const TextEquation& equation) {
    EquationResult result;
    result.id = equation.id;
    result.title = "正文与表格：" + equation.words;
    result.source = equation.source;
    result.left_words = "正文“" + equation.words + "”";
    result.right_words = "表格";
    return result;
}

// N-1, against the sum of these rows.
EquationResult check_rows(const TextEquation& equation, const DocumentFacts& report,
                          const std::vector<std::string>& rows) {
    EquationResult result = named_result(equation);
    const TypedTable* table = report.table(equation.table);
    if (table != nullptr) result.table = table->title;
    Sides sides(result, false);
    for (const std::string& row : rows)
        for (const std::string& column : equation.columns)
            sides.add(true, {column, false, false}, table, row, column);
    sides.add_said(*std::ranges::find(report.numbers, equation.number, &NamedNumber::key));
    result.row = result.cells.front().row;
    result.column = result.cells.size() == 2 ? result.cells.front().column : std::string();
    sides.finish(equation.hint);
    return result;
}

// N-1
EquationResult check_named(const TextEquation& equation, const DocumentFacts& report) {
    EquationResult result = named_result(equation);
    if (std::ranges::find(report.notes, "ambiguous:" + equation.number) != report.notes.end()) {
        result.reason = "ambiguous";
        result.message = equation_message(result);
        return result;
    }
    const auto named = std::ranges::find(report.numbers, equation.number, &NamedNumber::key);
    if (named == report.numbers.end()) {
        result.outcome = Outcome::not_applicable;
        result.reason = "not_named";
        result.message = equation_message(result);
        return result;
    }
    EquationResult first = check_rows(equation, report, equation.rows);
    if (first.outcome == Outcome::pass || equation.or_rows.empty()) return first;
    EquationResult other = check_rows(equation, report, equation.or_rows);
    // The text may mean either sum: only both are wrong, or one of them unknown.
    return first.left && other.outcome != Outcome::pass && other.left ? first : other;
}

}  // namespace

EquationResults check_tables(const DocumentFacts& document, const EquationRules& rules) {
    EquationResults all;
    for (const Equation& one : rules.equations)
        if (!is_about_years(one)) append(all, Evaluator(one, {&document, nullptr}).run());
    if (was_cut(document)) hold_back(all);
    return all;
}

EquationResults check_report(const DocumentFacts& report, const EquationRules& rules) {
    EquationResults all = check_tables(report, rules);
    for (const TextEquation& one : rules.text_equations) all.push_back(check_named(one, report));
    append(all, check_writing(report, rules));
    if (was_cut(report)) hold_back(all);
    return all;
}

EquationResults check_years(const DocumentFacts& report, const DocumentFacts& last_year,
                            const EquationRules& rules) {
    std::string reason;
    if (report.year == 0 || last_year.year + 1 != report.year) reason = "not_consecutive";
    if (reason.empty() && report.format != last_year.format) reason = "other_generation";
    if (reason.empty() && !report.organ.empty() && !last_year.organ.empty() &&
        report.organ != last_year.organ)
        reason = "other_organ";
    EquationResults all;
    for (const Equation& one : rules.equations) {
        if (!is_about_years(one)) continue;
        if (reason.empty()) {
            append(all, Evaluator(one, {&report, &last_year}).run());
            continue;
        }
        EquationResult result = result_of(one);
        result.outcome = Outcome::not_applicable;
        result.reason = reason;
        result.message = equation_message(result);
        all.push_back(std::move(result));
    }
    if (was_cut(report) || was_cut(last_year)) hold_back(all);
    return all;
}

}  // namespace duwang::checks
