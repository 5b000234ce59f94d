#include <fmt/format.h>

#include "reports/assessment_text.h"
#include "reports/escape.h"
#include "reports/format/assessment.h"
#include "reports/format/html_style.h"

namespace duwang::reports {
namespace {

constexpr int indent_max = 8;

std::string_view css_of(Standing standing) {
    switch (standing) {
        case Standing::final:
            return "decided";
        case Standing::exempt:
        case Standing::not_evaluated:
            return "not_applicable";
        case Standing::blocked:
            return "lost";
        default:
            return "open";
    }
}

std::string state(Standing standing) {
    return html_state(css_of(standing), standing_label(standing));
}

std::string number_cell(std::string_view text) {
    return fmt::format("<td class=\"n\">{}</td>", html(text));
}

std::string anchor(std::size_t version, const UnitAssessment& unit) {
    return fmt::format("v{}-{}", version, file_name(unit.unit));
}

std::string head_row(const AssessmentColumns& columns) {
    std::string row = "<thead><tr>";
    if (columns.rank) row += "<th>名次</th>";
    row += "<th>单位</th>";
    if (columns.base) row += "<th>基础分</th>";
    if (columns.bonus) row += "<th>加分</th>";
    row += "<th>总分</th>";
    if (columns.grade) row += "<th>等次</th>";
    if (columns.conversion) row += "<th>绩效折算</th>";
    return row + "<th>状态</th></tr></thead>\n";
}

std::string unit_row(const AssessmentReport& report, std::size_t version,
                     const AssessmentColumns& columns, const UnitAssessment& unit) {
    const Assessment& assessment = report.versions[version];
    std::string row = "<tr>";
    if (columns.rank) row += number_cell(rank_text(unit));
    row += report.edition.shows(Shown::composition)
               ? fmt::format("<td><a href=\"#{}\">{}</a></td>", html(anchor(version, unit)),
                             html(name_text(unit)))
               : fmt::format("<td>{}</td>", html(name_text(unit)));
    if (columns.base) row += number_cell(base_text(assessment, unit));
    if (columns.bonus)
        row += number_cell(unit.bonus ? line_text(*unit.bonus, assessment.places) : "");
    row += number_cell(total_text(assessment, unit));
    if (columns.grade) row += fmt::format("<td>{}</td>", html(unit.grade));
    if (columns.conversion) row += number_cell(unit.converted);
    row += "<td>" + state(unit.standing);
    if (!unit.why.empty())
        row += fmt::format("<br><span class=\"soft small\">{}</span>", html(unit.why));
    return row + "</td></tr>\n";
}

std::string details(const AssessmentLine& line) {
    std::string text;
    const auto add = [&](std::string_view what) {
        text += fmt::format("<div class=\"small\">{}</div>", html(what));
    };
    if (!line.arithmetic.empty()) add(line.arithmetic);
    if (!line.note.empty())
        text += fmt::format("<div class=\"small soft\">{}</div>", html(line.note));
    for (const AssessmentSource& source : line.sources) {
        text += fmt::format("<div class=\"evidence\">{}", html(source_text(source)));
        for (const std::string& file : attachment_lines(source)) text += "<br>" + html(file);
        for (const std::string& indicator : source.indicators) text += "<br>" + html(indicator);
        text += "</div>";
    }
    return text;
}

void add_line(std::string& body, const AssessmentLine& line, int places, int depth) {
    const std::string basis =
        line.basis.empty() ? ""
                           : fmt::format(" <span class=\"soft small\">{}</span>", html(line.basis));
    body += fmt::format(
        "<tr><td style=\"padding-left:{}px\">{} <span class=\"soft small\">{}</span>{}</td>"
        "<td class=\"small\">{}</td>{}{}<td>{}</td><td>{}</td></tr>\n",
        8 + 18 * std::min(depth, indent_max), html(line.title), html(component_label(line.kind)),
        basis, html(weight_text(line)), number_cell(line.full.exact()),
        number_cell(line_text(line, places)), state(line.standing), details(line));
    for (const AssessmentLine& below : line.lines) add_line(body, below, places, depth + 1);
}

std::string unit_section(const AssessmentReport& report, std::size_t version,
                         const UnitAssessment& unit) {
    const Assessment& assessment = report.versions[version];
    std::string body = fmt::format("<h3 id=\"{}\">{} {}</h3>\n", html(anchor(version, unit)),
                                   html(name_text(unit)), state(unit.standing));
    if (const std::string total = total_text(assessment, unit); !total.empty()) {
        body += fmt::format("<p>总分 <b>{}</b>", html(total));
        if (!unit.grade.empty())
            body += fmt::format("，{}{}", html(unit.grade),
                                unit.grade_text.empty() ? "" : html("（" + unit.grade_text + "）"));
        if (const std::string rank = rank_text(unit); !rank.empty())
            body += unit.rank > 0 ? "，名次 " + html(rank) : "，名次未定（" + html(rank) + "）";
        body += "</p>\n";
    }
    if (!unit.why.empty()) body += fmt::format("<p class=\"soft\">{}</p>\n", html(unit.why));
    if (unit.base.full.is_zero()) return body;
    body +=
        "<table>\n<thead><tr><th "
        "style=\"width:26%\">考评项</th><th>权重</th><th>满分</th><th>得分</th><th>状态</th>"
        "<th>过程</th></tr></thead>\n<tbody>\n";
    add_line(body, unit.base, assessment.places, 0);
    if (unit.bonus) add_line(body, *unit.bonus, assessment.places, 0);
    body += "</tbody>\n</table>\n";
    if (!unit.bonus_note.empty()) body += fmt::format("<p>加分：{}</p>\n", html(unit.bonus_note));
    if (!unit.conversion.empty())
        body += fmt::format("<p>绩效折算：{}</p>\n", html(unit.conversion));
    return body;
}

std::string version_section(const AssessmentReport& report, std::size_t version) {
    const Assessment& assessment = report.versions[version];
    std::string body = "<h2>覆盖情况</h2>\n<ul>\n";
    for (const std::string& line : coverage_lines(report, version))
        body += fmt::format("<li>{}</li>\n", html(line));
    body += "</ul>\n";
    for (const GroupAssessment& group : assessment.groups) {
        const AssessmentColumns columns = columns_of(group, report.edition);
        body +=
            fmt::format("<h2>{}</h2>\n<table>\n{}<tbody>\n", html(group.title), head_row(columns));
        for (const UnitAssessment& unit : group.units)
            body += unit_row(report, version, columns, unit);
        body += "</tbody>\n</table>\n";
    }
    if (!report.edition.shows(Shown::composition)) return body;
    body += "<h2>合成过程</h2>\n";
    for (const GroupAssessment& group : assessment.groups)
        for (const UnitAssessment& unit : group.units) body += unit_section(report, version, unit);
    return body;
}

}  // namespace

std::string assessment_page(const AssessmentReport& report) {
    std::string title, body;
    for (std::size_t i = 0; i < report.versions.size(); ++i) {
        const Assessment& assessment = report.versions[i];
        if (i == 0) title = assessment.title;
        body += fmt::format("<h1>{}</h1>\n<p class=\"soft\">{}；{}；截至 {}</p>\n",
                            html(assessment.title), html(report.edition.title),
                            html(version_text(assessment)), html(assessment.as_of));
        body += version_section(report, i);
    }
    body += fmt::format(
        "<footer class=\"soft small\">\n<p>程序版本 {}；审计链头 <code>{}</code></p>\n</footer>\n",
        html(report.program_version), html(report.audit_head));
    return html_document(title, body);
}

}  // namespace duwang::reports
