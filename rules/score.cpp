#include "rules/score.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/part_score.h"

namespace duwang::rules {
namespace {

// " − 2 × 0.1", and what was really taken when a cap cut it short.
std::string deduction_text(const DeductionLine& line) {
    Decimal whole = line.each * Decimal(static_cast<std::int64_t>(line.findings.size()));
    std::string product = fmt::format("{} × {}", line.findings.size(), line.each.exact());
    if (line.taken == whole) return fmt::format(" − {}", product);
    if (line.taken == line.asked) return fmt::format(" − {}（只扣一次）", line.taken.exact());
    return fmt::format(" − {}（{}，封顶）", line.taken.exact(), product);
}

std::string part_text(const PartScore& part) {
    if (part.state == LineState::not_applicable)
        return fmt::format(" − {}（不适用）", part.full.exact());
    if (part.mark)
        return part.deducted.is_zero() ? "" : fmt::format(" − {}（录分）", part.deducted.exact());
    std::string text;
    for (const DeductionLine& line : part.deductions) text += deduction_text(line);
    return text;
}

std::string arithmetic(const IndicatorScore& score) {
    if (score.state == LineState::not_applicable) return "不适用";
    std::string text;
    for (const PartScore& part : score.parts) text += part_text(part);
    std::string result = (score.earned + score.open).exact();
    if (text.empty() && !score.open.is_zero())
        return fmt::format("{}（待定 {}）", result, score.open.exact());
    std::string line =
        text.empty() ? result : fmt::format("{}{} = {}", score.full.exact(), text, result);
    if (!score.open.is_zero()) line += fmt::format("（待定 {}）", score.open.exact());
    return line;
}

// Points of the indicator that this unit is asked for.
Decimal applicable_of(const IndicatorScore& score) {
    Decimal sum;
    for (const PartScore& part : score.parts)
        if (part.state != LineState::not_applicable) sum += part.full;
    return min(sum, score.full);
}

void add_up(IndicatorScore& score) {
    Decimal applicable = applicable_of(score);
    bool any = false;
    for (const PartScore& part : score.parts) {
        any = any || part.state != LineState::not_applicable;
        score.deducted += part.deducted;
        score.open += part.open;
    }
    score.deducted = min(score.deducted, applicable);
    score.open = min(score.open, applicable - score.deducted);
    score.earned = applicable - score.deducted - score.open;
    if (!any)
        score.state = LineState::not_applicable;
    else
        score.state = score.open.is_zero() ? LineState::decided : LineState::open;
    score.arithmetic = arithmetic(score);
}

IndicatorScore frame(const Indicator& indicator) {
    IndicatorScore score;
    score.id = indicator.id;
    score.title = indicator.title;
    score.levels = indicator.levels;
    score.basis = indicator.basis;
    score.full = indicator.full;
    score.bonus = indicator.bonus;
    return score;
}

void add_to_sheet(ScoreSheet& sheet, const IndicatorScore& line, Decimal& open) {
    sheet.provisional = sheet.provisional || !line.open.is_zero();
    if (line.bonus) {
        sheet.bonus += line.earned;
        return;
    }
    sheet.applicable += applicable_of(line);
    sheet.earned += line.earned;
    open += line.open;
}

}  // namespace

ScoreSheet score_unit(const Scheme& scheme, const Unit& unit, bool owns_site,
                      std::span<const CheckResult> results, std::span<const EnteredMark> marks,
                      const std::string& round) {
    ScoreSheet sheet;
    sheet.round = round;
    sheet.unit = unit.id;
    sheet.unit_name = unit.name;
    sheet.scheme = scheme.id;
    sheet.scheme_hash = scheme.hash;
    sheet.places = scheme.places;
    sheet.full = scheme.full;
    sheet.provisional = false;
    Decimal open;
    for (const Indicator& indicator : scheme.indicators) {
        IndicatorScore line = frame(indicator);
        bool asked = applies_to(indicator.objects, unit, owns_site);
        for (const Part& part : indicator.parts) {
            if (!asked)
                line.parts.push_back(part_not_applicable(part, "该单位不是本指标的评价对象"));
            else if (!part.objects.any_of.empty() && !applies_to(part.objects, unit, owns_site))
                line.parts.push_back(part_not_applicable(part, "该单位不是本分点的评价对象"));
            else
                line.parts.push_back(score_part(part, unit, results, marks));
        }
        add_up(line);
        add_to_sheet(sheet, line, open);
        sheet.indicators.push_back(std::move(line));
    }
    sheet.decided = sheet.applicable - open;
    if (sheet.applicable.is_zero()) return sheet;  // nothing asked of this unit: not evaluated
    sheet.low = sheet.earned / sheet.applicable * scheme.full;
    sheet.high = (sheet.earned + open) / sheet.applicable * scheme.full;
    return sheet;
}

}  // namespace duwang::rules
