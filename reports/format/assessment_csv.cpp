#include <fmt/format.h>

#include <functional>

#include "reports/assessment_text.h"
#include "reports/escape.h"
#include "reports/format/assessment.h"

namespace duwang::reports {
namespace {

// What a row is made of. `line`: null where the edition shows no lines.
struct Row {
    const AssessmentReport* report = nullptr;
    std::size_t version = 0;
    const Assessment* assessment = nullptr;
    const GroupAssessment* group = nullptr;
    const UnitAssessment* unit = nullptr;
    const AssessmentLine* line = nullptr;
};

struct Column {
    std::string head;
    std::function<std::string(const Row&)> cell;
};

std::string coverage_cell(const Row& row) {
    return coverage_lines(*row.report, row.version).front();
}

std::string sources_cell(const Row& row) {
    std::string text;
    for (const AssessmentSource& source : row.line->sources) {
        if (!text.empty()) text += "\n";
        text += source_text(source);
        for (const std::string& line : attachment_lines(source)) text += "\n  " + line;
        for (const std::string& line : source.indicators) text += "\n  " + line;
    }
    return text;
}

bool has_bounds(const Row& row, const Edition& edition) {
    return line_text(*row.line, 0) != "" ||
           (row.line->standing == Standing::pending && edition.shows(Shown::bounds));
}

std::vector<Column> unit_columns(const Edition& edition) {
    std::vector<Column> columns{
        {"覆盖情况", coverage_cell},
        {"方案", [](const Row& r) { return r.assessment->plan; }},
        {"版本", [](const Row& r) { return r.assessment->version; }},
        {"施行日期", [](const Row& r) { return r.assessment->effective_from; }},
        {"现行", [](const Row& r) { return std::string(r.assessment->in_force ? "是" : "否"); }},
        {"截至", [](const Row& r) { return r.assessment->as_of; }},
        {"考评组", [](const Row& r) { return r.group->title; }},
        {"单位编号", [](const Row& r) { return r.unit->unit; }},
        {"单位", [](const Row& r) { return r.unit->unit_name; }},
        {"单位状态", [](const Row& r) { return std::string(standing_label(r.unit->standing)); }},
        {"总分", [](const Row& r) { return total_text(*r.assessment, *r.unit); }},
    };
    if (edition.shows(Shown::grade))
        columns.push_back({"等次", [](const Row& r) { return r.unit->grade; }});
    if (edition.shows(Shown::rank))
        columns.push_back({"名次", [](const Row& r) { return rank_text(*r.unit); }});
    if (edition.shows(Shown::conversion))
        columns.push_back({"绩效折算", [](const Row& r) { return r.unit->converted; }});
    if (edition.shows(Shown::standing))
        columns.push_back({"未定原因", [](const Row& r) { return r.unit->why; }});
    return columns;
}

void add_line_columns(std::vector<Column>& columns, const Edition& edition) {
    using Cells = std::initializer_list<Column>;
    const auto add = [&](Cells cells) { columns.insert(columns.end(), cells); };
    add({{"路径", [](const Row& r) { return r.line->path; }},
         {"编号", [](const Row& r) { return r.line->item; }},
         {"考评项", [](const Row& r) { return r.line->title; }},
         {"方式", [](const Row& r) { return std::string(component_label(r.line->kind)); }},
         {"满分", [](const Row& r) { return r.line->full.exact(); }},
         {"权重", [](const Row& r) { return r.line->weight; }},
         {"实占", [](const Row& r) { return r.line->share.exact(); }},
         {"状态", [](const Row& r) { return std::string(standing_label(r.line->standing)); }}});
    const auto points = [&](std::string head, Decimal AssessmentLine::*value, bool exact) {
        add({{std::move(head), [=](const Row& r) {
                  if (!has_bounds(r, r.report->edition)) return std::string();
                  const Decimal& number = r.line->*value;
                  return exact ? number.exact() : number.rounded(r.assessment->places);
              }}});
    };
    points("下限", &AssessmentLine::low, false);
    points("上限", &AssessmentLine::high, false);
    points("下限（精确）", &AssessmentLine::low, true);
    points("上限（精确）", &AssessmentLine::high, true);
    if (edition.shows(Shown::composition))
        add({{"算式", [](const Row& r) { return r.line->arithmetic; }}});
    if (edition.shows(Shown::standing)) add({{"说明", [](const Row& r) { return r.line->note; }}});
    if (edition.shows(Shown::bases)) add({{"依据", [](const Row& r) { return r.line->basis; }}});
    if (edition.shows(Shown::sources)) add({{"来源", sources_cell}});
}

void add_row(std::string& csv, const std::vector<Column>& columns, const Row& row) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        csv += (i > 0 ? "," : "") + csv_cell(columns[i].cell(row));
    csv += "\r\n";
}

void add_lines(std::string& csv, const std::vector<Column>& columns, Row row,
               const AssessmentLine& line) {
    row.line = &line;
    add_row(csv, columns, row);
    for (const AssessmentLine& below : line.lines) add_lines(csv, columns, row, below);
}

}  // namespace

std::string assessment_csv(const AssessmentReport& report) {
    const bool lines = report.edition.shows(Shown::base);
    std::vector<Column> columns = unit_columns(report.edition);
    if (lines) add_line_columns(columns, report.edition);
    columns.push_back({"方案哈希", [](const Row& r) { return r.assessment->plan_hash; }});
    columns.push_back({"录入哈希", [](const Row& r) { return r.assessment->inputs_hash; }});
    columns.push_back({"审计链头", [](const Row& r) { return r.report->audit_head; }});
    std::string csv = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < columns.size(); ++i)
        csv += (i > 0 ? "," : "") + csv_cell(columns[i].head);
    csv += "\r\n";
    for (std::size_t i = 0; i < report.versions.size(); ++i)
        for (const GroupAssessment& group : report.versions[i].groups)
            for (const UnitAssessment& unit : group.units) {
                const Row row{&report, i, &report.versions[i], &group, &unit, nullptr};
                if (!lines) {
                    add_row(csv, columns, row);
                    continue;
                }
                add_lines(csv, columns, row, unit.base);
                if (unit.bonus) add_lines(csv, columns, row, *unit.bonus);
            }
    return csv;
}

}  // namespace duwang::reports
