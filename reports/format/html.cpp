#include "reports/format/html.h"

#include <fmt/format.h>

#include "reports/coverage_text.h"
#include "reports/escape.h"
#include "reports/format/html_style.h"

namespace duwang::reports {
namespace {

std::string total_cells(const ScoreSheet& sheet) {
    const std::string total = sheet.published.empty() ? "待定" : sheet.published;
    return fmt::format("<td class=\"n\">{}</td><td>{}</td><td class=\"n\">{}</td>", html(total),
                       html(sheet.grade), sheet.rank > 0 ? std::to_string(sheet.rank) : "");
}

std::string unit_row(const RoundReport& report, const ScoreSheet& sheet) {
    int places = sheet.places;
    const bool asked = !sheet.applicable.is_zero();
    std::string_view state = !asked ? "not_applicable" : sheet.provisional ? "open" : "decided";
    return fmt::format(
        "<tr><td><a href=\"{}\">{}</a></td><td class=\"n\">{}</td><td class=\"n\">{} / {}</td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}</td>{}<td>{}</td></tr>\n",
        html(unit_page_name(report, sheet)),
        html((sheet.unit_name.empty() ? sheet.unit : sheet.unit_name) +
             (report.several_schemes ? "（" + sheet.scheme + "）" : "")),
        html(score_range(sheet)),
        sheet.decided.rounded(places), sheet.applicable.rounded(places),
        open_points(sheet).rounded(places), sheet.bonus.rounded(places),
        total_cells(sheet), html_state(state, state_label(sheet)));
}

std::size_t provisional_count(const RoundReport& report) {
    std::size_t count = 0;
    for (const ScoreSheet& sheet : report.sheets) count += sheet.provisional ? 1 : 0;
    return count;
}

}  // namespace

std::string unit_page_name(const RoundReport& report, const ScoreSheet& sheet) {
    if (report.several_schemes)
        return fmt::format("unit-{}.{}.html", file_name(sheet.unit), file_name(sheet.scheme));
    return fmt::format("unit-{}.html", file_name(sheet.unit));
}

std::string index_page(const RoundReport& report) {
    std::string body = fmt::format("<h1>{}</h1>\n<p class=\"soft\">{}，批次 {}，评价日期 {}</p>\n",
                                   html(report.title), html(report.scheme_title),
                                   html(report.round), report.as_of.date().iso());
    body += html_coverage(report.coverage);
    body += "<h2>单位得分</h2>\n";
    if (std::size_t open = provisional_count(report); open > 0)
        body += fmt::format("<p class=\"banner\">{} 个单位中有 {} 个是暂定分，不作排名；其他单位的名次不会再变时才列出。</p>\n",
                            report.sheets.size(), open);
    body +=
        "<table>\n<thead><tr><th>单位</th><th>得分（下限–上限）</th><th>已判定 / 适用</th>"
        "<th>待定</th><th>加分</th><th>总分</th><th>等次</th><th>名次</th><th>状态</th></tr></thead>\n<tbody>\n";
    for (const ScoreSheet* sheet : report.ordered()) body += unit_row(report, *sheet);
    body += "</tbody>\n</table>\n" + html_sources(report);
    return html_document(report.title, body);
}

}  // namespace duwang::reports
