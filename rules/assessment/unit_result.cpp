#include "rules/assessment/unit_result.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "rules/assessment/weighted_mean.h"

namespace duwang::rules {
namespace {

class UnitResult {
  public:
    UnitResult(const AssessedGroup& group, const Unit& unit, const Evaluation& about)
        : group_(group), unit_(unit), about_(about) {}

    UnitAssessment run() {
        result_.unit = unit_.id;
        result_.unit_name = unit_.name;
        result_.base = evaluate(group_.result, unit_, "result", about_);
        result_.standing = result_.base.standing;
        result_.why = result_.base.note;
        result_.total_low = result_.base.low;
        result_.total_high = result_.base.high;
        if (is_left_out(result_.base)) {
            result_.standing = Standing::not_evaluated;
            return std::move(result_);
        }
        if (group_.bonus) add_bonus(*group_.bonus);
        cap_total();
        if (result_.standing == Standing::final) publish();
        return std::move(result_);
    }

  private:
    const AssessedGroup& group_;
    const Unit& unit_;
    const Evaluation& about_;
    UnitAssessment result_;

    static std::string line_sum(const std::vector<AssessmentLine>& lines) {
        std::vector<std::string> terms;
        for (const AssessmentLine& line : lines)
            if (!is_left_out(line)) terms.push_back(shown_bounds(line));
        return fmt::format("{}", fmt::join(terms, " + "));
    }

    // Points of the lines, added up, at most the cap; never re-scaled (OP-04).
    AssessmentLine bonus_line(const BonusPlan& plan) const {
        AssessmentLine line;
        line.path = line.item = line.kind = "bonus";
        line.title = "加分";
        line.full = plan.at_most;
        for (const Component& part : plan.lines)
            line.lines.push_back(evaluate(part, unit_, "bonus/" + part.id, about_));
        line.standing = joint_standing(line.lines);
        line.note = joint_note(line.lines);
        if (is_left_out(line)) {
            line.note = "没有适用的加分项";
            return line;
        }
        Decimal low, high;
        for (const AssessmentLine& part : line.lines) {
            low += part.low;
            high += part.high;
        }
        line.low = min(low, plan.at_most);
        line.high = min(high, plan.at_most);
        const bool cut = line.low != low || line.high != high;
        line.arithmetic =
            fmt::format("{}{} = {}", line_sum(line.lines),
                        cut ? "，最多 " + shown_points(plan.at_most) : "", shown_bounds(line));
        return line;
    }

    void add_bonus(const BonusPlan& plan) {
        AssessmentLine bonus = bonus_line(plan);
        Decimal low = bonus.low, high = bonus.high;
        bool counts = !is_left_out(bonus);
        if (plan.opens) {
            const AssessmentLine& base = result_.base;
            const bool opens_low = holds(*plan.opens, base.low.exact()).value_or(false);
            const bool opens_high = holds(*plan.opens, base.high.exact()).value_or(false);
            if (!opens_low) low = 0;
            if (!opens_high) high = 0;
            counts = counts && opens_high;
            if (!opens_high)
                result_.bonus_note = "基础分没有达到加分的门槛，不计加分";
            else if (!opens_low)
                result_.bonus_note = "基础分还没有定，是否计加分未定";
        }
        result_.total_low += low;
        result_.total_high += high;
        if (counts && bonus.standing != Standing::final) {
            if (result_.standing == Standing::final ||
                (result_.standing == Standing::pending && bonus.standing == Standing::provisional))
                result_.standing = Standing::provisional;
            if (bonus.standing == Standing::blocked) result_.standing = Standing::blocked;
            result_.why += (result_.why.empty() ? "加分" : "；加分") + bonus.note;
        }
        result_.bonus = std::move(bonus);
    }

    void cap_total() {
        if (!group_.total_at_most) return;
        if (result_.total_low > *group_.total_at_most)
            result_.bonus_note +=
                fmt::format("{}总分以 {} 为限", result_.bonus_note.empty() ? "" : "；",
                            group_.total_at_most->exact());
        result_.total_low = min(result_.total_low, *group_.total_at_most);
        result_.total_high = min(result_.total_high, *group_.total_at_most);
    }

    void publish() {
        result_.published = published_points(about_.plan, result_.total_low);
        const Decimal published = Decimal::parse(result_.published).value_or(result_.total_low);
        for (const Grade& grade : group_.grades)
            if (published >= grade.from) {
                result_.grade = grade.name;
                result_.grade_text = grade.text;
                break;
            }
        if (group_.conversion) convert(*group_.conversion);
    }

    // 绩效折算, of the exact total (OP-01, OP-04).
    void convert(const Conversion& conversion) {
        if (conversion.weight_missing) {
            result_.conversion = fmt::format("{}：折算分值没有填写", conversion.title);
            return;
        }
        const Decimal& full = group_.result.full;
        const Decimal most = conversion.at_most.value_or(full);
        const Decimal counted = min(result_.total_low, most);
        const Decimal converted = counted / full * conversion.weight;
        result_.converted_exact = converted.exact();
        result_.converted = published_points(about_.plan, converted);
        const std::string total = shown_points(result_.total_low);
        result_.conversion = fmt::format(
            "{}：{} ÷ {} × {} = {}", conversion.title,
            counted == result_.total_low
                ? total
                : fmt::format("{}（{}，以 {} 为限）", shown_points(counted), total, most.exact()),
            full.exact(), conversion.weight.exact(), shown_points(converted));
    }
};

std::size_t above(const std::vector<Decimal>& totals, const Decimal& total) {
    return static_cast<std::size_t>(std::ranges::lower_bound(totals, total, std::greater<>()) -
                                    totals.begin());
}

}  // namespace

UnitAssessment unit_result(const AssessedGroup& group, const Unit& unit, const Evaluation& about) {
    return UnitResult(group, unit, about).run();
}

std::string published_points(const AssessmentPlan& plan, const Decimal& total) {
    return plan.round_down ? total.truncated(plan.places) : total.rounded(plan.places);
}

void rank_units(std::vector<UnitAssessment>& units, const AssessmentPlan& plan) {
    const auto published = [&](const Decimal& total) {
        return Decimal::parse(published_points(plan, total)).value_or(total);
    };
    std::vector<Decimal> low, high;  // totals as they would be published, highest first
    for (const UnitAssessment& unit : units) {
        if (unit.standing == Standing::not_evaluated) continue;
        low.push_back(published(unit.total_low));
        high.push_back(published(unit.total_high));
    }
    std::ranges::sort(low, std::greater<>());
    std::ranges::sort(high, std::greater<>());
    for (UnitAssessment& unit : units) {
        if (unit.standing == Standing::not_evaluated) continue;
        unit.rank_best = static_cast<int>(above(low, published(unit.total_high))) + 1;
        std::size_t worst = above(high, published(unit.total_low));
        // A unit that is open may come out above itself, as it were.
        if (published(unit.total_high) > published(unit.total_low)) --worst;
        unit.rank_worst = static_cast<int>(worst) + 1;
        const bool settled = unit.standing == Standing::final && unit.rank_best == unit.rank_worst;
        unit.rank = settled ? unit.rank_best : 0;
    }
}

}  // namespace duwang::rules
