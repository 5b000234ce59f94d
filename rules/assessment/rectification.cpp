// 整改得分: what became of the notices that were due in the period (OP-10, OP-33).
#include <fmt/format.h>

#include <algorithm>

#include "rules/assessment/evaluation.h"
#include "rules/assessment/weighted_mean.h"

namespace duwang::rules {
namespace {

struct Count {
    std::int64_t on_time = 0, late = 0, not_done = 0;
    std::int64_t all() const { return on_time + late + not_done; }
};

Count count_of(const std::vector<const AssessmentEntry*>& notices) {
    Count count;
    for (const AssessmentEntry* notice : notices) {
        count.on_time += notice->value == rectified_on_time;
        count.late += notice->value == rectified_late;
        count.not_done += notice->value == not_rectified;
    }
    return count;
}

}  // namespace

void evaluate_rectification(const Component& component, const Unit& unit, const Evaluation& about,
                            AssessmentLine& line) {
    const auto notices = about.entries.notices(unit.id, component.id);
    const Count count = count_of(notices);
    if (notices.empty())
        return keep_open(line, Standing::pending, "还没有录入整改情况；期内没有通知也要录入");
    if (count.all() == 0) return leave_out(line, "期内没有应整改的通知", notices.front());
    for (const AssessmentEntry* notice : notices) line.sources.push_back(source_of(*notice));
    const Decimal sum = component.on_time * Decimal(count.on_time) +
                        component.late * Decimal(count.late) +
                        component.not_done * Decimal(count.not_done);
    line.low = line.high = sum / Decimal(count.all()) * line.full;
    line.standing = Standing::final;
    line.arithmetic = fmt::format(
        "(按时 {} × {} + 逾期 {} × {} + 未整改 {} × {}) ÷ {} × {} = {}", count.on_time,
        component.on_time.exact(), count.late, component.late.exact(), count.not_done,
        component.not_done.exact(), count.all(), shown_points(line.full), shown_points(line.low));
}

}  // namespace duwang::rules
