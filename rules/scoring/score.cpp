#include "rules/scoring/score.h"

#include <algorithm>

#include "rules/scoring/arithmetic.h"
#include "rules/scoring/part_score.h"
#include "rules/scoring/total.h"

namespace duwang::rules {
namespace {

void add_up(IndicatorScore& score) {
    const Decimal applicable = applicable_of(score);
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
    score.unverified = indicator.unverified;
    score.due = indicator.due.text;
    return score;
}

bool names_other_parts(const Part& part) {
    for (const auto* rules : rule_lists(part))
        for (const DeductRule& rule : *rules)
            if (!rule.excluded_by.empty()) return true;
    return false;
}

PartScore score_asked(const Indicator& indicator, const Part& part, const UnitView& view,
                      Pools& pools) {
    if (!view.selected(indicator.objects))
        return part_not_applicable(part, "该单位不是本指标的评价对象");
    if (!part.objects.any_of.empty() && !view.selected(part.objects))
        return part_not_applicable(part, "该单位不是本分点的评价对象");
    return score_part(indicator, part, view, pools);
}

// Parts that do not take again what others took come after those others.
void score_indicators(ScoreSheet& sheet, const UnitView& view) {
    const std::vector<Indicator>& indicators = view.scheme().indicators;
    Pools pools;
    std::vector<std::map<std::string, Decimal>> caps;
    for (const Indicator& indicator : indicators) {
        sheet.indicators.push_back(frame(indicator));
        sheet.indicators.back().parts.resize(indicator.parts.size());
        caps.push_back(indicator.caps);
    }
    for (const bool later : {false, true})
        for (std::size_t i = 0; i < indicators.size(); ++i)
            for (std::size_t p = 0; p < indicators[i].parts.size(); ++p) {
                const Part& part = indicators[i].parts[p];
                if (names_other_parts(part) != later) continue;
                pools.caps.swap(caps[i]);
                sheet.indicators[i].parts[p] = score_asked(indicators[i], part, view, pools);
                pools.caps.swap(caps[i]);
            }
    for (IndicatorScore& line : sheet.indicators) add_up(line);
}

}  // namespace

ScoreSheet score_unit(const Scheme& scheme, const Unit& unit, bool owns_site,
                      const Answers& answers, const ScoreContext& context) {
    UnitView view(scheme, unit, owns_site, answers.of(unit.id), context);
    ScoreSheet sheet;
    sheet.round = context.round;
    sheet.unit = unit.id;
    sheet.unit_name = unit.name;
    sheet.scheme = scheme.id;
    sheet.scheme_hash = scheme.hash;
    sheet.scheme_version = scheme.version;
    sheet.reference_hash = context.reference_hash;
    sheet.places = scheme.places;
    sheet.full = scheme.full;
    sheet.provisional = false;
    sheet.indicators.reserve(scheme.indicators.size());
    score_indicators(sheet, view);
    compose(sheet, view);
    return sheet;
}

ScoreSheet score_unit(const Scheme& scheme, const Unit& unit, bool owns_site,
                      std::span<const CheckResult> results, std::span<const EnteredMark> marks,
                      const std::string& round) {
    ScoreContext context;
    context.round = round;
    return score_unit(scheme, unit, owns_site, Answers(results, marks, {}), context);
}

}  // namespace duwang::rules
