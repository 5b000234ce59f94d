// Two documents beside each other: 雷同 (F-3), and 网页与附件.
#include <fmt/format.h>

#include <algorithm>

#include "checks/annual_report/cut.h"
#include "checks/annual_report/equation_text.h"
#include "checks/annual_report/equations.h"

namespace duwang::checks {
namespace {

constexpr std::size_t hashes_min = 32;  // runs of characters below which a share says little
constexpr std::string_view forms_id = "forms";

EquationResult forms_result() {
    EquationResult result;
    result.id = forms_id;
    result.title = "网页与附件一致";
    result.left_words = "网页";
    result.right_words = "附件";
    return result;
}

EquationCell cell_of(const TypedTable& table, const TypedRow& row, std::size_t column,
                     const TypedCell& cell, std::string from) {
    return {table.title,
            row.label,
            table.columns[column].label,
            row.key,
            table.columns[column].key,
            cell.text,
            cell.state,
            std::move(from)};
}

std::string shown(const TypedCell& cell) {
    if (cell.state == CellState::number) return cell.value.exact();
    return cell.state == CellState::blank ? "空白" : "“" + cell.text + "”";
}

bool same(const TypedCell& one, const TypedCell& other) {
    if (one.state != other.state) return false;
    return one.state == CellState::number ? one.value == other.value
                                          : one.state == CellState::blank || one.text == other.text;
}

// Of one cell; nothing when both say the same.
std::optional<EquationResult> compare_cell(const TypedTable& page, const TypedRow& row,
                                           std::size_t column, const TypedTable& attachment) {
    const TypedCell& one = row.cells[column];
    const TypedCell* found = attachment.cell(row.key, page.columns[column].key);
    const TypedCell other = found == nullptr ? TypedCell{} : *found;
    if (same(one, other)) return std::nullopt;
    EquationResult result = forms_result();
    result.table = page.title;
    result.row = row.label;
    result.column = page.columns[column].label;
    result.cells = {cell_of(page, row, column, one, ""),
                    cell_of(page, row, column, other, "attachment")};
    if (one.state == CellState::absent || other.state == CellState::absent) {
        result.reason = "absent_cell";
        result.message = equation_message(result);
        return result;
    }
    result.outcome = Outcome::fail;
    if (one.state == CellState::number && other.state == CellState::number) {
        result.left = one.value;
        result.right = other.value;
        result.difference = one.value - other.value;
    }
    result.message =
        fmt::format("{}：网页 {}，附件 {}", place_words(result), shown(one), shown(other));
    return result;
}

EquationResults compare_table(const TypedTable& page, const TypedTable* attachment) {
    EquationResults results;
    if (attachment == nullptr) {
        EquationResult result = forms_result();
        result.table = page.title;
        result.reason = "no_table";
        result.message = fmt::format("附件中没有读到{}", page.title);
        return {result};
    }
    std::size_t cells = 0;
    for (const TypedRow& row : page.rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i, ++cells)
            if (auto result = compare_cell(page, row, i, *attachment))
                results.push_back(std::move(*result));
    if (!results.empty()) return results;
    EquationResult result = forms_result();
    result.table = page.title;
    result.outcome = Outcome::pass;
    result.message = fmt::format("{}：网页与附件一致", short_title(page.title));
    return {result};
}

}  // namespace

std::optional<int> similarity_percent(const std::vector<std::uint64_t>& one,
                                      const std::vector<std::uint64_t>& other) {
    if (one.size() < hashes_min || other.size() < hashes_min) return std::nullopt;
    const std::size_t wanted = std::min(one.size(), other.size());
    std::size_t taken = 0, shared = 0, i = 0, j = 0;
    for (; taken < wanted && i < one.size() && j < other.size(); ++taken) {
        if (one[i] == other[j])
            ++shared, ++i, ++j;
        else if (one[i] < other[j])
            ++i;
        else
            ++j;
    }
    return taken == 0 ? 0 : static_cast<int>(shared * 100 / taken);
}

EquationResult check_similarity(const DocumentFacts& report, const DocumentFacts& other,
                                const std::string& other_name, const EquationRules& rules) {
    EquationResult result;
    result.id = "F-3";
    result.title = rules.similarity_title;
    result.source = rules.similarity_source;
    const auto percent = similarity_percent(report.sketch, other.sketch);
    if (!percent) {
        result.reason = "short_text";
        result.message = equation_message(result);
        return result;
    }
    result.left_words = "相似度";
    result.right_words = "提示线";
    result.left = Decimal(*percent);
    result.right = Decimal(rules.similarity_percent);
    result.difference = *result.left - *result.right;
    result.outcome = *percent >= rules.similarity_percent ? Outcome::doubtful : Outcome::pass;
    result.message = fmt::format("正文与{}的相似度约 {}%（提示线 {}%）", other_name, *percent,
                                 rules.similarity_percent);
    if (was_cut(report) || was_cut(other)) hold_back(result);
    return result;
}

EquationResults compare_forms(const DocumentFacts& page, const DocumentFacts& attachment) {
    EquationResults all;
    for (const TypedTable& table : page.tables)
        for (EquationResult& one : compare_table(table, attachment.table(table.key)))
            all.push_back(std::move(one));
    if (was_cut(page) || was_cut(attachment)) hold_back(all);
    return all;
}

}  // namespace duwang::checks
