// 录分, 外部成绩, 批次评分: lines that rest on one entry or on one sheet.
#include <fmt/format.h>

#include "rules/assessment/evaluation.h"
#include "rules/assessment/weighted_mean.h"

namespace duwang::rules {
namespace {

// A mark, or another body's score converted to the full mark of the item (OP-24).
void take_entry(const Stated& stated, AssessmentLine& line) {
    line.sources.push_back(source_of(*stated.entry));
    const Decimal scale = stated.scale.is_zero() ? line.full : stated.scale;
    if (stated.points > scale || stated.points.is_negative())
        return keep_open(line, Standing::blocked,
                         fmt::format("录入的 {} 不在 0 到 {} 之间，请重新录入",
                                     stated.points.exact(), scale.exact()));
    line.low = line.high = stated.points / scale * line.full;
    line.standing = Standing::final;
    if (scale != line.full)
        line.arithmetic =
            fmt::format("{} ÷ {} × {} = {}", shown_points(stated.points), shown_points(scale),
                        shown_points(line.full), shown_points(line.low));
}

AssessmentSource source_of(const RoundScore& score) {
    AssessmentSource source;
    source.kind = "sheet";
    source.label = "批次评分";
    source.round = score.round;
    source.scheme = score.scheme;
    source.scheme_hash = score.scheme_hash;
    source.edition = score.edition;
    source.at = score.as_of;
    source.value = score.total_low == score.total_high
                       ? score.total_low.exact()
                       : score.total_low.exact() + " … " + score.total_high.exact();
    source.scale = score.full.exact();
    source.indicators = score.indicators;
    return source;
}

struct Bounds {
    Decimal low, high;
};

Bounds taken(const RoundScore& score, Component::Take take) {
    if (take == Component::Take::base) return {score.base_low, score.base_high};
    if (take == Component::Take::bonus) return {score.bonus_low, score.bonus_high};
    return {score.total_low, score.total_high};
}

// 加分 stay as many points as they are; a total is converted to the full mark of the item.
void take_sheet(const RoundScore& score, Component::Take take, AssessmentLine& line) {
    line.sources.push_back(source_of(score));
    if (!score.evaluated) {
        line.standing = Standing::not_evaluated;
        line.note = fmt::format("批次 {} 没有适用于该单位的指标", score.round);
        return;
    }
    const Bounds points = taken(score, take);
    const bool as_is = take == Component::Take::bonus || score.full == line.full;
    const Decimal factor = as_is || score.full.is_zero() ? Decimal(1) : line.full / score.full;
    line.low = min(points.low * factor, line.full);
    line.high = min(points.high * factor, line.full);
    line.standing = score.provisional ? Standing::provisional : Standing::final;
    if (score.provisional) line.note = fmt::format("批次 {} 还有未定的指标", score.round);
    if (points.high * factor > line.full)
        line.note += fmt::format("{}超过 {} 分的部分不计；要计加分，方案须分开取基础分和加分",
                                 line.note.empty() ? "" : "；", shown_points(line.full));
    if (factor != Decimal(1))
        line.arithmetic =
            fmt::format("{} ÷ {} × {} = {}", shown_points(points.low), shown_points(score.full),
                        shown_points(line.full), shown_bounds(line));
}

// The sheets of the last round that has any.
std::vector<const RoundScore*> last_scores(const Component& component, const Unit& unit,
                                           const Evaluation& about) {
    for (auto round = component.rounds.rbegin(); round != component.rounds.rend(); ++round)
        if (auto scores = about.scores.of(*round, component.scheme, unit.id); !scores.empty())
            return scores;
    return {};
}

void evaluate_round(const Component& component, const Unit& unit, const Evaluation& about,
                    AssessmentLine& line) {
    const auto scores = last_scores(component, unit, about);
    if (scores.size() > 1)
        return keep_open(line, Standing::blocked,
                         fmt::format("批次 {} 有几张指标表评价该单位，方案须写明 scheme",
                                     scores.front()->round));
    if (scores.size() == 1) return take_sheet(*scores.front(), component.take, line);
    const Stated stated = about.entries.score(unit.id, component.id);
    if (stated) return take_entry(stated, line);
    keep_open(line, Standing::pending,
              fmt::format("批次 {} 还没有公布该单位的评分", component.rounds.front()));
}

}  // namespace

void evaluate_leaf(const Component& component, const Unit& unit, const Evaluation& about,
                   AssessmentLine& line) {
    if (component.kind == Component::Kind::round)
        return evaluate_round(component, unit, about, line);
    const Stated stated = about.entries.score(unit.id, component.id);
    if (stated) return take_entry(stated, line);
    keep_open(line, Standing::pending,
              component.from.empty() ? std::string("还没有录入")
                                     : fmt::format("{} 还没有提供", component.from));
}

}  // namespace duwang::rules
