#include "reports/format/terminal.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/coverage_text.h"
#include "reports/escape.h"
#include "reports/utf8.h"

namespace duwang::reports {
namespace {

constexpr std::size_t name_width_max = 36;

struct Row {
    std::string name, range, decided, bonus, state;
};

Row row_of(const ScoreSheet& sheet) {
    int places = sheet.places;
    std::string name = sheet.unit_name.empty() ? sheet.unit : sheet.unit_name;
    return {terminal(name), score_range(sheet),
            fmt::format("{}/{}", sheet.decided.rounded(places), sheet.applicable.exact()),
            sheet.bonus.rounded(places), std::string(state_label(sheet))};
}

std::size_t widest(const std::vector<Row>& rows, std::string Row::*column) {
    std::size_t width = 0;
    for (const Row& row : rows) width = std::max(width, display_width(row.*column));
    return width;
}

}  // namespace

std::string terminal_table(const RoundReport& report) {
    std::string text =
        fmt::format("{}（{}） 指标体系 {} 评价日期 {}\n\n覆盖情况\n", terminal(report.title),
                    terminal(report.round), terminal(report.scheme), report.as_of.date().iso());
    for (const std::string& line : coverage_lines(report.coverage))
        text += "  " + terminal(line) + "\n";
    std::vector<Row> rows{{"单位", "得分", "已判定/适用", "加分", "状态"}};
    for (const ScoreSheet* sheet : report.ordered()) rows.push_back(row_of(*sheet));
    std::size_t name = std::min(widest(rows, &Row::name), name_width_max);
    text += "\n";
    for (const Row& row : rows)
        text += fmt::format("{}  {}  {}  {}  {}\n", fit_left(row.name, name),
                            fit_right(row.range, widest(rows, &Row::range)),
                            fit_right(row.decided, widest(rows, &Row::decided)),
                            fit_right(row.bonus, widest(rows, &Row::bonus)), row.state);
    if (!report.audit_head.empty())
        text += fmt::format("\n审计链头 {}\n", terminal(report.audit_head));
    return text;
}

}  // namespace duwang::reports
