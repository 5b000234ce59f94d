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
    if (is_probe(evidence)) {
        add(text, depth,
            fmt::format("监测 {}（{}，{}，{}）「{}」", evidence.url, evidence.status,
                        evidence.at.iso(), evidence.address, evidence.quote));
        return;
    }
    if (evidence.capture.empty()) {  // a case that a person logged
        add(text, depth,
            fmt::format("登记 「{}」{}", shorten(mask_personal(evidence.quote), quote_bytes_max),
                        evidence.at.is_set() ? " " + evidence.at.date().iso() : ""));
        return;
    }
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

// What a decision on the finding (确认, 不成立) has to name.
std::string name_of(const CheckResult& result) {
    if (result.kind.empty()) return {};
    return fmt::format("（问题类型 {}，对象 {}）", result.kind, result.object);
}

void add_result(std::string& text, int depth, const CheckResult& result) {
    add(text, depth,
        fmt::format("{} {} [{}]{}", outcome_label(result.outcome), result_text(result),
                    result.finding_id(), name_of(result)));
    for (const Evidence& evidence : result.evidence) add_evidence(text, depth + 1, evidence);
}

std::string cap_text(const DeductionLine& line) {
    if (!line.cap.empty())
        return fmt::format("应扣 {}，小项“{}”封顶后扣 {}", line.asked.exact(), line.cap,
                           line.taken.exact());
    if (line.taken != line.asked)
        return fmt::format("应扣 {}，封顶后扣 {}", line.asked.exact(), line.taken.exact());
    return {};
}

void add_deduction(std::string& text, const DeductionLine& line) {
    add(text, 2,
        fmt::format("扣 {} 分：{}，{}{}", line.taken.exact(), deduction_text(line), line.rule,
                    line.assumed ? "（假定：文件未规定扣分标准）" : ""));
    if (line.ceiling)
        add(text, 3, fmt::format("本分点不高于 {}，其余问题继续扣分", line.ceiling->exact()));
    if (!line.number.empty()) add(text, 3, fmt::format("录入的数 {}", line.number));
    if (!line.skipped.empty()) add(text, 3, line.skipped);
    if (std::string cap = cap_text(line); !cap.empty()) add(text, 3, cap);
    for (const CheckResult& finding : line.findings) add_result(text, 3, finding);
}

// "2.00 − 3 × 0.50 = 0.50，未封顶"
void add_sum(std::string& text, const PartScore& part) {
    if (part.deductions.empty()) return;
    std::string line = part.base.exact();
    bool capped = false;
    for (const DeductionLine& one : part.deductions) {
        line += one.chosen ? fmt::format(" − {}", one.asked.exact())
                           : fmt::format(" − {} × {}", one.count.exact(), one.each.exact());
        capped = capped || one.taken != one.asked;
    }
    if (!part.daily.is_zero()) line += fmt::format(" ＋ 日常 {}", part.daily.exact());
    add(text, 2,
        fmt::format("{} = {}，{}", line, (part.earned + part.open).exact(),
                    capped ? "已封顶" : "未封顶"));
}

void add_decisions(std::string& text, const PartScore& part) {
    for (const std::string& line : decision_lines(part)) add(text, 2, line);
    for (const CheckResult& result : part.reminders) {
        add(text, 2, "期限未到，只提醒，不扣分：");
        add_result(text, 3, result);
    }
    for (const CheckResult& result : part.carried) {
        add(text, 2, "本期以前的批次已扣，不重复扣：");
        add_result(text, 3, result);
    }
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
            fmt::format("{}：{}（{}，{}）{}", mark_text(*part.mark), part.mark->reason,
                        part.mark->by, part.mark->at, grounds_text(part.mark->grounds)));
    add_sum(text, part);
    add_decisions(text, part);
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
        fmt::format("{} {}{}{}  {}", line.id, line.title, line.bonus ? "（加分项）" : "",
                    line.unverified ? "（分值未与文件核对）" : "", line.arithmetic));
    if (!line.basis.empty()) add(text, 1, "依据 " + line.basis);
    if (!line.due.empty()) add(text, 1, "完成时限 " + line.due);
    for (const PartScore& part : line.parts)
        if (!only || line.id == *only || part.id == *only) add_part(text, part);
}

bool asked_for(const IndicatorScore& line, std::string_view id) {
    return line.id == id ||
           std::ranges::any_of(line.parts, [&](const PartScore& part) { return part.id == id; });
}

std::string base_text(const ScoreSheet& sheet) {
    const std::string how =
        sheet.factor.is_zero()
            ? fmt::format("÷ 适用 {} × 满分 {}", sheet.applicable.exact(), sheet.full.exact())
            : fmt::format("× 系数 {}", sheet.factor.exact());
    return fmt::format("得分 {} ＝ 已得 {} {}；待定 {}；加分 {}", score_range(sheet),
                       sheet.earned.exact(), how, open_points(sheet).exact(), sheet.bonus.exact());
}

}  // namespace

std::string explain_unit(const ScoreSheet& sheet, std::optional<std::string_view> indicator) {
    std::string body;
    for (const IndicatorScore& line : sheet.indicators)
        if (!indicator || asked_for(line, *indicator)) add_indicator(body, line, indicator);
    if (indicator && body.empty()) return {};
    std::string text;
    add(text, 0,
        fmt::format("{}（{}） 批次 {} 指标体系 {}{} {}", sheet.unit_name, sheet.unit, sheet.round,
                    sheet.scheme,
                    sheet.scheme_version.empty() ? "" : " 第 " + sheet.scheme_version + " 版",
                    shorten(sheet.scheme_hash, 12)));
    if (!sheet.reference_hash.empty())
        add(text, 0, "国家规定和工作日历 " + shorten(sheet.reference_hash, 12));
    if (sheet.provisional) add(text, 0, provisional_text(sheet));
    add(text, 0, base_text(sheet));
    for (const std::string& line : total_rule_lines(sheet)) add(text, 0, line);
    for (const TotalRule& rule : sheet.total_rules) {
        if (!rule.findings.empty())
            add(text, 0, fmt::format("{}「{}」的依据", rule.id, rule.title));
        for (const CheckResult& result : rule.findings) add_result(text, 1, result);
    }
    if (!sheet.published.empty())
        add(text, 0,
            fmt::format("总分 {} ＝ 基础分 {} ＋ 加分 {}，四舍五入到 {} 位{}", sheet.published,
                        sheet.low.exact(), sheet.bonus.exact(), sheet.places,
                        sheet.grade.empty() ? "" : "；等次 " + sheet.grade));
    return text + "\n" + body;
}

}  // namespace duwang::reports
