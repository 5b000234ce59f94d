// 日常加减分: signed points that were recorded over the year, applied to the item once (OP-26).
#include <fmt/format.h>

#include "rules/assessment/evaluation.h"
#include "rules/assessment/weighted_mean.h"

namespace duwang::rules {
namespace {

Decimal bounded(const Decimal& points, const Decimal& full) {
    return max(Decimal(), min(points, full));
}

std::string signed_points(const Decimal& points) {
    return points.is_negative() ? " − " + shown_points(-points) : " + " + shown_points(points);
}

}  // namespace

void apply_daily(const Component& component, const Unit& unit, const Evaluation& about,
                 AssessmentLine& line) {
    if (is_left_out(line)) return;
    std::string text = shown_bounds(line);
    Decimal sum;
    for (const Stated& record : about.entries.daily(unit.id, component.id)) {
        sum += record.points;
        text += signed_points(record.points);
        line.sources.push_back(source_of(*record.entry));
    }
    if (text == shown_bounds(line)) return;
    const Decimal low = bounded(line.low + sum, line.full);
    const Decimal high = bounded(line.high + sum, line.full);
    const bool cut = low != line.low + sum || high != line.high + sum;
    line.low = low;
    line.high = high;
    if (!line.arithmetic.empty()) line.arithmetic += "；";
    line.arithmetic +=
        fmt::format("{}{} = {}", text,
                    cut ? fmt::format("，以 0 到 {} 为限", shown_points(line.full)) : std::string(),
                    shown_bounds(line));
}

}  // namespace duwang::rules
