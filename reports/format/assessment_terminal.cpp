#include <fmt/format.h>

#include <algorithm>

#include "reports/assessment_text.h"
#include "reports/escape.h"
#include "reports/format/assessment.h"
#include "reports/utf8.h"

namespace duwang::reports {
namespace {

constexpr std::size_t name_width_max = 32;
constexpr std::size_t title_width_max = 16;

using Cells = std::vector<std::string>;

// Components of the first level, each once, in the order in which units have them.
std::vector<const AssessmentLine*> components_of(const GroupAssessment& group) {
    std::vector<const AssessmentLine*> found;
    for (const UnitAssessment& unit : group.units)
        for (const AssessmentLine& line : unit.base.lines)
            if (std::ranges::none_of(
                    found, [&](const AssessmentLine* one) { return one->item == line.item; }))
                found.push_back(&line);
    return found;
}

Cells head_of(const AssessmentColumns& columns, const GroupAssessment& group) {
    Cells cells;
    if (columns.rank) cells.push_back("名次");
    cells.push_back("单位");
    for (const AssessmentLine* line : components_of(group)) cells.push_back(line->title);
    if (columns.base) cells.push_back("基础分");
    if (columns.bonus) cells.push_back("加分");
    cells.push_back("总分");
    if (columns.grade) cells.push_back("等次");
    if (columns.conversion) cells.push_back("折算");
    cells.push_back("状态");
    return cells;
}

Cells row_of(const AssessmentColumns& columns, const Assessment& assessment,
             const GroupAssessment& group, const UnitAssessment& unit) {
    Cells cells;
    if (columns.rank) cells.push_back(rank_text(unit));
    cells.push_back(name_text(unit));
    for (const AssessmentLine* column : components_of(group)) {
        const auto line = std::ranges::find(unit.base.lines, column->item, &AssessmentLine::item);
        cells.push_back(line == unit.base.lines.end() ? "" : line_value(*line, assessment.places));
    }
    if (columns.base) cells.push_back(base_text(assessment, unit));
    if (columns.bonus) cells.push_back(unit.bonus ? line_text(*unit.bonus, assessment.places) : "");
    cells.push_back(total_text(assessment, unit));
    if (columns.grade) cells.push_back(unit.grade);
    if (columns.conversion) cells.push_back(unit.converted);
    cells.push_back(std::string(standing_label(unit.standing)));
    return cells;
}

void add_table(std::string& text, std::vector<Cells> rows, std::size_t name_column) {
    for (Cells& row : rows)
        for (std::string& cell : row) cell = terminal(cell);
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Cells& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], display_width(row[i]));
    for (std::size_t i = 0; i < widths.size(); ++i)
        if (i == name_column || display_width(rows.front()[i]) == widths[i])
            widths[i] = std::min(widths[i], i == name_column ? name_width_max : title_width_max);
    for (const Cells& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool last = i + 1 == row.size();
            if (i > 0) line += "  ";
            line += i == name_column ? fit_left(row[i], widths[i])
                    : last           ? row[i]
                                     : fit_right(row[i], widths[i]);
        }
        text += line + "\n";
    }
}

void add_version(std::string& text, const AssessmentReport& report, std::size_t version) {
    const Assessment& assessment = report.versions[version];
    for (const std::string& line : coverage_lines(report, version))
        text += "  " + terminal(line) + "\n";
    for (const GroupAssessment& group : assessment.groups) {
        text += "\n" + terminal(group.title) + "\n";
        const AssessmentColumns columns = columns_of(group, report.edition);
        std::vector<Cells> rows{head_of(columns, group)};
        for (const UnitAssessment& unit : group.units)
            rows.push_back(row_of(columns, assessment, group, unit));
        add_table(text, std::move(rows), columns.rank ? 1 : 0);
        for (const UnitAssessment& unit : group.units)
            if (!unit.why.empty())
                text += terminal(fmt::format("  {}：{}", name_text(unit), unit.why)) + "\n";
    }
}

}  // namespace

std::string assessment_table(const AssessmentReport& report) {
    std::string text;
    for (std::size_t i = 0; i < report.versions.size(); ++i) {
        if (i > 0) text += "\n";
        text += terminal(fmt::format("{}（{}）", report.versions[i].title, report.edition.title));
        text += "\n覆盖情况\n";
        add_version(text, report, i);
    }
    if (!report.audit_head.empty()) text += "\n审计链头 " + terminal(report.audit_head) + "\n";
    return text;
}

}  // namespace duwang::reports
