#include "reports/format/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "reports/coverage_text.h"
#include "reports/escape.h"
#include "reports/trace.h"

namespace duwang::reports {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void add_row(std::string& csv, std::initializer_list<std::string> cells) {
    bool first = true;
    for (const std::string& cell : cells) {
        if (!first) csv += ',';
        first = false;
        csv += csv_cell(cell);
    }
    csv += "\r\n";
}

std::string level(const IndicatorScore& line, std::size_t depth) {
    return depth < line.levels.size() ? line.levels[depth] : std::string();
}

std::string notes(const IndicatorScore& line) {
    std::string text;
    for (const PartScore& part : line.parts) {
        if (part.note.empty()) continue;
        if (!text.empty()) text += "；";
        text += line.parts.size() > 1 ? part.id + " " + part.note : part.note;
    }
    return text;
}

bool assumed(const IndicatorScore& line) {
    return std::ranges::any_of(line.parts, &PartScore::assumed);
}

void add_score(std::string& csv, const RoundReport& report, const ScoreSheet& sheet,
               const IndicatorScore& line) {
    int places = sheet.places;
    add_row(csv,
            {report.round, sheet.unit, sheet.unit_name, line.id, line.title, level(line, 0),
             level(line, 1), line.bonus ? "加分项" : "", line.full.rounded(places),
             line.deducted.rounded(places), line.open.rounded(places), line.earned.rounded(places),
             std::string(state_label(line.state)), assumed(line) ? "假定" : "", line.arithmetic,
             notes(line), sheet.scheme, sheet.scheme_hash, report.audit_head});
}

void add_finding(std::string& csv, const RoundReport& report, const ScoreSheet& sheet,
                 const PartScore& part, const CheckResult& result) {
    const Evidence none;
    const Evidence& evidence = result.evidence.empty() ? none : result.evidence.front();
    bool seen = !result.evidence.empty();
    const DeductionLine* deduction = deduction_of(part, result);
    add_row(csv, {report.round,
                  sheet.unit,
                  sheet.unit_name,
                  part.id,
                  result.finding_id(),
                  result.check,
                  std::string(outcome_word(result.outcome)),
                  std::string(outcome_label(result.outcome)),
                  result.kind,
                  result.label.empty() ? result.object : result.label,
                  result.object,
                  mask_personal(result.message),
                  std::string(cause_label(result.cause)),
                  deduction ? deduction->each.exact() : "",
                  evidence.url,
                  seen ? evidence.at.iso() : std::string(),
                  evidence.status,
                  mask_personal(evidence.quote),
                  evidence.capture,
                  evidence.record.file,
                  seen ? fmt::format("{}", evidence.record.offset) : std::string(),
                  evidence.record.payload_sha256,
                  seen ? show_command(evidence) : std::string(),
                  report.audit_head});
}

bool is_listed(const CheckResult& result) {
    return result.outcome != Outcome::pass && result.outcome != Outcome::not_applicable;
}

}  // namespace

std::string scores_csv(const RoundReport& report) {
    std::string csv(byte_order_mark);
    add_row(csv, {"批次", "单位编号", "单位", "指标编号", "指标", "一级指标", "二级指标", "类别",
                  "满分", "扣分", "待定", "已得", "状态", "假定", "算式", "说明", "指标体系",
                  "指标体系哈希", "审计链头"});
    for (const ScoreSheet* sheet : report.ordered())
        for (const IndicatorScore& line : sheet->indicators) add_score(csv, report, *sheet, line);
    return csv;
}

std::string findings_csv(const RoundReport& report) {
    std::string csv(byte_order_mark);
    add_row(csv, {"批次",    "单位编号",     "单位",     "分点",     "问题编号", "检查",
                  "outcome", "结论",         "问题类型", "对象",     "对象标识", "说明",
                  "原因",    "每个对象扣分", "页面地址", "采集时间", "访问结果", "引文",
                  "采集包",  "文件",         "偏移",     "SHA-256",  "读回命令", "审计链头"});
    for (const ScoreSheet* sheet : report.ordered())
        for (const IndicatorScore& line : sheet->indicators)
            for (const PartScore& part : line.parts)
                for (const CheckResult& result : part.results)
                    if (is_listed(result)) add_finding(csv, report, *sheet, part, result);
    return csv;
}

std::string coverage_csv(const RoundReport& report) {
    std::string csv(byte_order_mark);
    add_row(csv, {"批次", "站点编号", "站点", "首页", "是否到达", "原因", "说明", "采集页面数",
                  "采集包", "审计链头"});
    for (const SiteReach& site : report.coverage.sites)
        add_row(csv, {report.round, site.id, site.name, site.home, site.reached ? "是" : "否",
                      std::string(cause_label(site.cause)), site.note,
                      fmt::format("{}", site.pages_fetched), site.capture, report.audit_head});
    return csv;
}

std::string totals_csv(const RoundReport& report) {
    std::string csv(byte_order_mark);
    add_row(csv, {"批次", "单位编号", "单位", "指标体系", "基础分下限", "基础分上限", "加分", "总分",
                  "等次", "名次", "状态", "说明", "审计链头"});
    for (const ScoreSheet* sheet : report.ordered()) {
        std::string notes;
        for (const std::string& line : total_rule_lines(*sheet))
            notes += (notes.empty() ? "" : "；") + line;
        add_row(csv, {report.round, sheet->unit, sheet->unit_name, sheet->scheme,
                      sheet->low.rounded(sheet->places), sheet->high.rounded(sheet->places),
                      sheet->bonus.rounded(sheet->places), sheet->published, sheet->grade,
                      sheet->rank > 0 ? fmt::format("{}", sheet->rank) : std::string(),
                      std::string(state_label(*sheet)), notes, report.audit_head});
    }
    return csv;
}

}  // namespace duwang::reports
