#include "reports/coverage_text.h"

#include <fmt/format.h>

namespace duwang::reports {
namespace {

std::string outcomes_text(const Coverage& coverage) {
    std::int64_t all = 0;
    std::string parts;
    for (const OutcomeCount& row : coverage.outcomes) {
        all += row.count;
        parts += fmt::format("{}{} {}", parts.empty() ? "" : "，", outcome_label(row.outcome),
                             row.count);
    }
    return fmt::format("检查结果 {} 项：{}", all, parts);
}

std::string causes_text(const Coverage& coverage) {
    std::string parts;
    for (const CauseCount& row : coverage.causes)
        parts +=
            fmt::format("{}{} {}", parts.empty() ? "" : "，",
                        row.cause == Cause::none ? "未说明" : cause_label(row.cause), row.count);
    return "无法评估的原因：" + parts;
}

// "72" rather than "72.00", and never more places than are published.
std::string short_points(const Decimal& points, int places) {
    std::string text = points.rounded(places);
    if (places == 0) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string missed_text(const SiteReach& site) {
    std::string text = fmt::format("未到达：{}", site.name.empty() ? site.id : site.name);
    if (!site.home.empty()) text += fmt::format(" {}", site.home);
    text += fmt::format("，{}", site.cause == Cause::none ? "原因未说明" : cause_label(site.cause));
    return site.note.empty() ? text : text + "；" + site.note;
}

}  // namespace

std::vector<std::string> coverage_lines(const Coverage& coverage) {
    std::vector<std::string> lines{
        fmt::format("计划站点 {} 个，到达 {} 个，未到达 {} 个；采集页面 {} 个",
                    coverage.sites.size(), coverage.sites_reached(),
                    static_cast<std::int64_t>(coverage.sites.size()) - coverage.sites_reached(),
                    coverage.pages_fetched),
        fmt::format("计划单位 {} 个，出评分表 {} 个", coverage.units_planned,
                    coverage.units_scored),
        outcomes_text(coverage)};
    if (coverage.pages_unchanged > 0)
        lines.push_back(fmt::format("复采：其中 {} 个页面自上次采集以来未变，沿用原字节和读取结果",
                                    coverage.pages_unchanged));
    if (!coverage.causes.empty()) lines.push_back(causes_text(coverage));
    for (const SiteReach& site : coverage.sites)
        if (!site.reached) lines.push_back(missed_text(site));
    return lines;
}

std::string provisional_text(const ScoreSheet& sheet) {
    if (!sheet.provisional) return {};
    std::string decided = short_points(sheet.decided, sheet.places);
    if (sheet.applicable == sheet.full)
        return fmt::format("暂定分：{} 分中已判定 {} 分", short_points(sheet.full, sheet.places),
                           decided);
    return fmt::format("暂定分：适用的 {} 分（满分 {} 分）中已判定 {} 分",
                       short_points(sheet.applicable, sheet.places),
                       short_points(sheet.full, sheet.places), decided);
}

std::string score_range(const ScoreSheet& sheet) {
    if (sheet.applicable.is_zero()) return "—";
    std::string low = sheet.low.rounded(sheet.places);
    std::string high = sheet.high.rounded(sheet.places);
    return low == high ? low : low + "–" + high;
}

std::vector<std::string> total_rule_lines(const ScoreSheet& sheet) {
    std::vector<std::string> lines;
    for (const TotalRule& rule : sheet.total_rules) {
        if (rule.state == "no") continue;
        std::string line = rule.veto ? "单项否决" : rule.id;
        if (rule.veto) line += " " + rule.id;
        line += "「" + rule.title + "」";
        if (rule.veto || !rule.at_most.is_zero())
            line += fmt::format("：总分不高于 {}", rule.at_most.exact());
        if (!rule.grade.empty()) line += "，等次 " + rule.grade;
        if (!rule.text.empty()) line += "（" + rule.text + "）";
        lines.push_back(line + (rule.state == "unknown" ? "：是否触发待定" : ""));
    }
    if (!sheet.bonus_note.empty()) lines.push_back(sheet.bonus_note);
    return lines;
}

}  // namespace duwang::reports
