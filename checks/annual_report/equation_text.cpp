#include "checks/annual_report/equation_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace duwang::checks {
namespace {

constexpr std::size_t cells_named = 12;

// What makes it impossible to say, first.
std::vector<EquationCell> unusable(const std::vector<EquationCell>& cells) {
    std::vector<EquationCell> list;
    for (const EquationCell& cell : cells)
        if (cell.state != CellState::number) list.push_back(cell);
    return list;
}

}  // namespace

std::string short_title(std::string_view table_title) {
    return std::string(table_title.substr(0, table_title.find(' ')));
}

std::string place_words(const EquationResult& result) {
    std::string words = short_title(result.table);
    if (!result.row.empty()) words += fmt::format("“{}”行", result.row);
    if (!result.column.empty()) words += fmt::format("“{}”列", result.column);
    return words;
}

std::string cell_words(const EquationCell& cell) {
    std::string words = cell.from == "last_year" ? "上年" : cell.from == "attachment" ? "附件" : "";
    words += short_title(cell.table);
    if (!cell.row.empty()) words += fmt::format("“{}”行", cell.row);
    if (!cell.column.empty()) words += fmt::format("“{}”列", cell.column);
    if (!cell.text.empty() && cell.state != CellState::number)
        words += fmt::format("（写作“{}”）", cell.text);
    return words;
}

std::string cells_words(const std::vector<EquationCell>& cells) {
    std::string words;
    for (std::size_t i = 0; i < std::min(cells.size(), cells_named); ++i)
        words += (i == 0 ? "" : "、") + cell_words(cells[i]);
    if (cells.size() > cells_named) words += fmt::format("等 {} 格", cells.size());
    return words;
}

std::string_view reason_words(std::string_view reason) {
    using Words = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Words, 17> all{{
        {"blank_cell", "有空白格"},
        {"mark_cell", "有填“/”等符号的格"},
        {"words_cell", "有不是数字的格"},
        {"absent_cell", "有的格没有读到"},
        {"no_table", "没有读到这张表"},
        {"declared_empty", "文中说明本表为空"},
        {"no_section", "没有读到这一部分"},
        {"ambiguous", "正文写了几个不同的数"},
        {"pictures", "内容是图片"},
        {"cut", "文件没有读完整"},
        {"short_text", "正文太短"},
        {"not_consecutive", "两份报告不是相邻年度"},
        {"other_generation", "两年的表样不同"},
        {"other_organ", "两份报告不是同一单位"},
        {"not_named", "正文没有写这个数"},
        {"nothing_charged", "没有收费"},
        {"no_equation", "这一格式没有这项关系"},
    }};
    for (const Words& one : all)
        if (one.first == reason) return one.second;
    return reason;
}

std::string equation_message(const EquationResult& result) {
    const std::string place = place_words(result);
    if (result.outcome == Outcome::not_applicable)
        return fmt::format("{}：不适用，{}", place.empty() ? result.title : place,
                           reason_words(result.reason));
    if (result.outcome == Outcome::not_determined) {
        const std::vector<EquationCell> cells = unusable(result.cells);
        return fmt::format("{}：无法核对，{}{}", place.empty() ? result.title : place,
                           reason_words(result.reason),
                           cells.empty() ? "" : "：" + cells_words(cells));
    }
    if (!result.left || !result.right || !result.difference) return result.title;
    std::string words =
        fmt::format("{}：{} {}，{} {}", place, result.left_words, result.left->exact(),
                    result.right_words, result.right->exact());
    if (result.outcome == Outcome::pass) return words + "，相符";
    const Decimal gap = result.difference->is_negative() ? -*result.difference : *result.difference;
    return words + fmt::format("，相差 {}", gap.exact());
}

}  // namespace duwang::checks
