#include "rules/scoring/arithmetic.h"

#include <fmt/format.h>

namespace duwang::rules {
namespace {

std::string reduced(const DeductionLine& line, std::string_view product) {
    if (!line.cap.empty()) return fmt::format(" − {}（{}，小项封顶）", line.taken.exact(), product);
    return fmt::format(" − {}（{}，封顶）", line.taken.exact(), product);
}

// " − 2 × 0.1", and what was really taken when a cap cut it short.
std::string deduction_text(const DeductionLine& line) {
    if (line.asked.is_zero() && line.ceiling) return {};
    if (line.chosen) {
        const std::string chosen = fmt::format("选定 {}", line.asked.exact());
        return line.taken == line.asked ? fmt::format(" − {}（选定）", line.taken.exact())
                                        : reduced(line, chosen);
    }
    const std::string product = fmt::format("{} × {}", line.count.exact(), line.each.exact());
    if (line.taken != line.asked) return reduced(line, product);
    if (line.once && line.findings.size() > 1)
        return fmt::format(" − {}（只扣一次）", line.taken.exact());
    if (line.count * line.each != line.asked)
        return fmt::format(" − {}（{}，不重复扣）", line.taken.exact(), product);
    return line.once && !line.findings.empty()
               ? fmt::format(" − {}（只扣一次）", line.taken.exact())
               : fmt::format(" − {}", product);
}

std::string base_text(const PartScore& part) {
    if (part.base == part.full) return {};
    if (!part.neutral.empty())
        return fmt::format(" − {}（无任务给分）", (part.full - part.base).exact());
    for (const DeductionLine& line : part.deductions)
        if (line.ceiling && *line.ceiling == part.base)
            return fmt::format(" − {}（封档 {}）", (part.full - part.base).exact(),
                               part.base.exact());
    return fmt::format(" − {}（分档 {}）", (part.full - part.base).exact(), part.base.exact());
}

std::string daily_text(const PartScore& part) {
    if (part.daily.is_zero()) return {};
    return part.daily.is_negative() ? fmt::format(" − {}（日常）", (-part.daily).exact())
                                    : fmt::format(" + {}（日常）", part.daily.exact());
}

std::string part_text(const PartScore& part) {
    if (part.state == LineState::not_applicable)
        return fmt::format(" − {}（不适用）", part.full.exact());
    if (part.mark) {
        const Decimal lost = part.full - part.mark->points;
        const std::string_view how = part.mark->raw.empty() ? "录分" : "外部成绩";
        return (lost.is_zero() ? "" : fmt::format(" − {}（{}）", lost.exact(), how)) +
               daily_text(part);
    }
    std::string text = base_text(part);
    for (const DeductionLine& line : part.deductions) text += deduction_text(line);
    return text + daily_text(part);
}

}  // namespace

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

}  // namespace duwang::rules
