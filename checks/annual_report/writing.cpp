#include "checks/annual_report/writing.h"

#include <fmt/format.h>

#include <algorithm>

#include "checks/annual_report/equation_text.h"
#include "core/text/normalise.h"

namespace duwang::checks {
namespace {

EquationResult result_of(std::string_view id, const std::string& title, const std::string& source) {
    EquationResult result;
    result.id = id;
    result.title = title;
    result.source = source;
    return result;
}

// F-1 of one table: every cell that holds something else than a number.
EquationResult check_fill(const TypedTable& table, const EquationRules& rules) {
    EquationResult result = result_of("F-1", rules.fill_title, rules.fill_source);
    result.table = table.title;
    std::size_t numbers = 0;
    for (const TypedRow& row : table.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const TypedCell& cell = row.cells[i];
            if (cell.state == CellState::number) ++numbers;
            if (cell.state == CellState::number || cell.state == CellState::absent) continue;
            result.cells.push_back({table.title,
                                    row.label,
                                    table.columns[i].label,
                                    row.key,
                                    table.columns[i].key,
                                    cell.text,
                                    cell.state,
                                    {}});
        }
    }
    if (numbers == 0 && result.cells.empty()) {
        result.reason = "absent_cell";
        result.message = equation_message(result);
    } else if (result.cells.empty()) {
        result.outcome = Outcome::pass;
        result.message =
            fmt::format("{}：{} 个数字格都填有数字", short_title(table.title), numbers);
    } else {
        result.outcome = rules.fill_hint ? Outcome::doubtful : Outcome::fail;
        result.message = fmt::format("{}：{} 格没有填数字：{}", short_title(table.title),
                                     result.cells.size(), cells_words(result.cells));
    }
    return result;
}

const DocumentSection* section_of(const DocumentFacts& report, const std::string& key) {
    const auto at = std::ranges::find(report.sections, key, &DocumentSection::key);
    return at == report.sections.end() ? nullptr : &*at;
}

// Without blanks and punctuation.
std::string words_of(const DocumentSection& section) {
    std::string form;
    for (std::string_view text = section.text; const char c : match_form(text))
        if (c != '.' && c != ',' && c != ';' && c != ':') form += c;
    for (std::string_view sign : {"。", "、"})
        for (std::size_t at = form.find(sign); at != form.npos; at = form.find(sign, at))
            form.erase(at, sign.size());
    return form;
}

bool is_one_of(const std::vector<std::string>& words, const std::string& form) {
    return std::ranges::any_of(words,
                               [&](const std::string& word) { return match_form(word) == form; });
}

// "无。" and the like, or nothing at all.
bool says_nothing(const DocumentSection& section, const EquationRules& rules) {
    const std::string form = words_of(section);
    return form.empty() ? !section.has_table : is_one_of(rules.nothing_words, form);
}

EquationResult check_problems(const DocumentFacts& report, const EquationRules& rules) {
    EquationResult result = result_of("F-2", rules.problem_title, rules.problem_source);
    const DocumentSection* section = section_of(report, rules.problem_section);
    if (section == nullptr) {
        result.reason = "no_section";
        result.message = equation_message(result);
    } else if (says_nothing(*section, rules) && section->pictures > 0) {
        result.reason = "pictures";
        result.message = equation_message(result);
    } else if (says_nothing(*section, rules)) {
        result.outcome = rules.problem_hint ? Outcome::doubtful : Outcome::fail;
        result.message = section->chars == 0
                             ? fmt::format("“{}”没有内容", section->heading)
                             : fmt::format("“{}”只写“{}”", section->heading, section->text);
    } else if (is_one_of(rules.nothing_hints, words_of(*section))) {
        result.outcome = Outcome::doubtful;
        result.message = fmt::format("“{}”只写“{}”", section->heading, section->text);
    } else {
        result.outcome = Outcome::pass;
        result.message = fmt::format("“{}”有 {} 字", section->heading, section->chars);
    }
    return result;
}

// A sentence that says that nothing was charged holds the words too.
bool says_charged(const DocumentFacts& report, const EquationRules& rules) {
    for (const DocumentSection& section : report.sections) {
        const std::string text = match_form(section.text);
        for (const std::string& one : rules.fee_words) {
            const std::string word = match_form(one);
            for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
                const std::string_view before = std::string_view(text).substr(
                    at < 12 ? 0 : at - 12, std::min<std::size_t>(at, 12));
                const std::string_view behind = std::string_view(text).substr(at + word.size(), 12);
                const bool none = contains_any(before, {"未", "没", "不", "无"}) ||
                                  behind.starts_with("0") || behind.starts_with("情况");
                if (!none) return true;
            }
        }
    }
    return false;
}

EquationResult check_fee(const DocumentFacts& report, const EquationRules& rules) {
    EquationResult result = result_of("N-2", rules.fee_title, rules.fee_source);
    const TypedTable* table = report.table(rules.fee_table);
    const TypedCell* cell =
        table == nullptr ? nullptr : table->cell(rules.fee_row, rules.fee_column);
    const bool number = cell != nullptr && cell->state == CellState::number;
    const bool charged = (number && cell->value > Decimal(0)) || says_charged(report, rules);
    const DocumentSection* section = section_of(report, rules.fee_section);
    if (cell != nullptr)
        result.cells.push_back({table->title,
                                table->row(rules.fee_row)->label,
                                table->columns[*table->column(rules.fee_column)].label,
                                rules.fee_row,
                                rules.fee_column,
                                cell->text,
                                cell->state,
                                {}});
    if (!charged && number) {
        result.outcome = Outcome::not_applicable;
        result.reason = "nothing_charged";
    } else if (!charged) {
        result.reason = cell == nullptr                    ? "no_table"
                        : cell->state == CellState::blank  ? "blank_cell"
                        : cell->state == CellState::absent ? "absent_cell"
                        : cell->state == CellState::mark   ? "mark_cell"
                                                           : "words_cell";
    } else if (section == nullptr) {
        result.reason = "no_section";
    } else {
        const Outcome wrong = rules.fee_hint ? Outcome::doubtful : Outcome::fail;
        result.outcome = says_nothing(*section, rules) ? wrong : Outcome::pass;
    }
    result.message = equation_message(result);
    if (charged && section != nullptr)
        result.message =
            fmt::format("有收费{}，“{}”{}", number ? "（" + cell->text + "）" : "",
                        section->heading, result.outcome == Outcome::pass ? "已写明" : "没有写明");
    return result;
}

}  // namespace

EquationResults check_writing(const DocumentFacts& report, const EquationRules& rules) {
    EquationResults all;
    if (!rules.fill_title.empty())
        for (const TypedTable& table : report.tables) all.push_back(check_fill(table, rules));
    if (!rules.problem_section.empty()) all.push_back(check_problems(report, rules));
    if (!rules.fee_table.empty()) all.push_back(check_fee(report, rules));
    return all;
}

}  // namespace duwang::checks
