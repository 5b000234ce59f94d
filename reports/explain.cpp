#include "reports/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/coverage_text.h"
#include "reports/escape.h"
#include "reports/model.h"
#include "reports/trace.h"

namespace duwang::reports {
namespace {

constexpr std::size_t quote_bytes_max = 300;

void add(std::string& text, int depth, std::string_view line) {
    text += std::string(static_cast<std::size_t>(depth) * 2, ' ') + terminal(line) + "\n";
}

void add_evidence(std::string& text, int depth, const Evidence& evidence) {
    add(text, depth,
        fmt::format("页面 {}（{}，{}，{}）", evidence.url, evidence.status, evidence.at.iso(),
                    evidence.address));
    if (!evidence.quote.empty())
        add(text, depth,
            fmt::format("引文 「{}」", shorten(mask_personal(evidence.quote), quote_bytes_max)));
    add(text, depth,
        fmt::format("证据 采集包 {} {} 偏移 {} 长度 {} SHA-256 {}", evidence.capture,
                    evidence.record.file, evidence.record.offset, evidence.record.length,
                    evidence.record.payload_sha256));
    if (evidence.origin.is_set()) add(text, depth, bytes_age_text(evidence.origin, evidence.at));
    add(text, depth, fmt::format("读回 {}", show_command(evidence)));
}

void add_result(std::string& text, int depth, const CheckResult& result) {
    add(text, depth,
        fmt::format("{} {} [{}]", outcome_label(result.outcome), result_text(result),
                    result.finding_id()));
    for (const Evidence& evidence : result.evidence) add_evidence(text, depth + 1, evidence);
}

void add_deduction(std::string& text, const DeductionLine& line) {
    add(text, 2,
        fmt::format("扣 {} 分：{} × {}，{}{}", line.taken.exact(), line.findings.size(),
                    line.each.exact(), line.rule,
                    line.assumed ? "（假定：文件未规定扣分标准）" : ""));
    if (line.taken != line.asked)
        add(text, 3, fmt::format("应扣 {}，封顶后扣 {}", line.asked.exact(), line.taken.exact()));
    for (const CheckResult& finding : line.findings) add_result(text, 3, finding);
}

bool is_open(const CheckResult& result) {
    return result.outcome == Outcome::doubtful || result.outcome == Outcome::not_determined ||
           (result.outcome == Outcome::fail && result.evidence.empty());
}

void add_part(std::string& text, const PartScore& part) {
    add(text, 1,
        fmt::format("{} {}：满分 {}{}，扣 {}，待定 {}，已得 {}（{}）{}", part.id, part.title,
                    part.full.exact(), part.assumed ? "（假定）" : "", part.deducted.exact(),
                    part.open.exact(), part.earned.exact(), state_label(part.state),
                    part.note.empty() ? "" : " " + part.note));
    if (part.mark)
        add(text, 2,
            fmt::format("录分 {}：{}（{}，{}）", part.mark->points.exact(), part.mark->reason,
                        part.mark->by, part.mark->at));
    for (const DeductionLine& line : part.deductions) add_deduction(text, line);
    auto open = std::ranges::count_if(part.results, is_open);
    if (open > 0) add(text, 2, fmt::format("未能判定 {} 个对象，不扣分：", open));
    for (const CheckResult& result : part.results)
        if (is_open(result)) add_result(text, 3, result);
    auto passed = std::ranges::count(part.results, Outcome::pass, &CheckResult::outcome);
    if (passed == 0) return;
    add(text, 2, fmt::format("合格 {} 个对象：", passed));
    for (const CheckResult& result : part.results)
        if (result.outcome == Outcome::pass) add(text, 3, result_text(result));
}

void add_indicator(std::string& text, const IndicatorScore& line,
                   std::optional<std::string_view> only) {
    add(text, 0,
        fmt::format("{} {}{}  {}", line.id, line.title, line.bonus ? "（加分项）" : "",
                    line.arithmetic));
    if (!line.basis.empty()) add(text, 1, "依据 " + line.basis);
    for (const PartScore& part : line.parts)
        if (!only || line.id == *only || part.id == *only) add_part(text, part);
}

bool asked_for(const IndicatorScore& line, std::string_view id) {
    return line.id == id ||
           std::ranges::any_of(line.parts, [&](const PartScore& part) { return part.id == id; });
}

}  // namespace

std::string explain_unit(const ScoreSheet& sheet, std::optional<std::string_view> indicator) {
    std::string body;
    for (const IndicatorScore& line : sheet.indicators)
        if (!indicator || asked_for(line, *indicator)) add_indicator(body, line, indicator);
    if (indicator && body.empty()) return {};
    std::string text;
    add(text, 0,
        fmt::format("{}（{}） 批次 {} 指标体系 {} {}", sheet.unit_name, sheet.unit, sheet.round,
                    sheet.scheme, shorten(sheet.scheme_hash, 12)));
    if (sheet.provisional) add(text, 0, provisional_text(sheet));
    add(text, 0,
        fmt::format("得分 {} ＝ 已得 {} ÷ 适用 {} × 满分 {}；待定 {}；加分 {}", score_range(sheet),
                    sheet.earned.exact(), sheet.applicable.exact(), sheet.full.exact(),
                    open_points(sheet).exact(), sheet.bonus.exact()));
    return text + "\n" + body;
}

}  // namespace duwang::reports
