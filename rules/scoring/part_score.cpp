#include "rules/scoring/part_score.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "rules/scoring/sorted_results.h"
#include "rules/scoring/statements.h"

namespace duwang::rules {
namespace {

PartScore frame(const Part& part) {
    PartScore score;
    score.id = part.id;
    score.title = part.title;
    score.method = method_word(part.method);
    score.full = part.points;
    score.base = part.points;
    score.assumed = part.assumed;
    return score;
}

void settle(PartScore& score) {
    score.earned = score.full - score.deducted - score.open;
    score.state = score.open.is_zero() ? LineState::decided : LineState::open;
}

// Whatever is known later, the score cannot be more than its base.
void leave_open(PartScore& score, std::string note) {
    score.deducted = score.full - score.base;
    score.open = score.base;
    score.note = std::move(note);
    settle(score);
}

// The latest mark of a part; among marks of one moment the lowest, so that order is no matter.
const EnteredMark* mark_for(const Part& part, const UnitAnswers& answers) {
    auto marks = answers.marks.find(part.id);
    if (marks == answers.marks.end()) return nullptr;
    const EnteredMark* found = nullptr;
    for (const EnteredMark* mark : marks->second) {
        if (mark->points.is_negative() || mark->points > part.points) continue;
        if (!found || mark->at > found->at ||
            (mark->at == found->at && mark->points < found->points))
            found = mark;
    }
    return found;
}

void apply_points(PartScore& score, PartScore::Mark mark) {
    score.deducted = score.full - mark.points;
    if (!score.results.empty()) score.note = "以人工录分为准，自动检查结果供参考";
    score.mark = std::move(mark);
    settle(score);
}

// Another body's score, converted from its own scale to the part's full mark (OP-24).
std::optional<PartScore::Mark> imported_mark(const Part& part, const UnitView& view) {
    const std::vector<const Entry*> entries = view.entries(EntryKind::import, part.id);
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        auto value = Decimal::parse((*entry)->value);
        auto scale = Decimal::parse((*entry)->scale);
        if (!value || !scale || value->is_negative() || scale->is_zero() || *value > *scale)
            continue;
        return PartScore::Mark{(*entry)->by,
                               (*entry)->at,
                               (*entry)->reason,
                               *value / *scale * part.points,
                               fmt::format("{} / {}", value->exact(), scale->exact()),
                               {(*entry)->basis, (*entry)->attachments}};
    }
    return std::nullopt;
}

bool apply_mark(PartScore& score, const Part& part, const UnitView& view) {
    if (const EnteredMark* mark = mark_for(part, view.answers())) {
        apply_points(score, {mark->by, mark->at, mark->reason, mark->points, {}, mark->grounds});
        return true;
    }
    if (auto mark = imported_mark(part, view)) {
        apply_points(score, std::move(*mark));
        return true;
    }
    return false;
}

bool exempt(PartScore& score, const Part& part, const UnitView& view) {
    const std::vector<const Entry*> entries =
        view.entries(EntryKind::exempt, part.id, part.indicator);
    if (entries.empty()) return false;
    score.state = LineState::not_applicable;
    score.note = fmt::format("经认定不适用：{}", entries.back()->reason);
    score.decisions.push_back(note_of(*entries.back()));
    return true;
}

// Whether the conditions of the indicator and of the part hold.
Truth conditions_of(const Indicator& indicator, const Part& part, const UnitView& view) {
    const Truth truths[] = {evaluate(indicator.when, view), evaluate(part.when, view)};
    if (truths[0] == Truth::no || truths[1] == Truth::no) return Truth::no;
    return truths[0] == Truth::yes ? truths[1] : Truth::unknown;
}

bool neutral_settles(PartScore& score, const Indicator& indicator, const Part& part,
                     const UnitView& view) {
    const auto& neutral = part.neutral ? part.neutral : indicator.neutral;
    if (!neutral) return false;
    const Truth truth = evaluate(neutral->when, view);
    if (truth == Truth::no) return false;
    if (truth == Truth::unknown) {
        leave_open(score, "是否有任务待录入");
        return true;
    }
    score.base = neutral->share * part.points;
    score.deducted = part.points - score.base;
    score.neutral = neutral->text.empty() ? "无任务，按比例给分" : neutral->text;
    settle(score);
    return true;
}

bool waits(PartScore& score, const Indicator& indicator, const Part& part, const UnitView& view) {
    const Dates& dates =
        part.pending_until.entries.empty() ? indicator.pending_until : part.pending_until;
    const std::string_view date = view.date_of(dates);
    if (date.empty() || view.as_of().empty() || view.as_of() > date) return false;
    const bool marked = mark_for(part, view.answers()) || imported_mark(part, view);
    leave_open(score, fmt::format("{} 以后评{}", date, marked ? "；已有录分，届时生效" : ""));
    return true;
}

// The branch (分档) that holds; nothing when that cannot be said yet.
const Branch* branch_of(const Part& part, const UnitView& view) {
    for (const Branch& branch : part.branches) {
        const Truth truth = evaluate(branch.when, view);
        if (truth == Truth::yes) return &branch;
        if (truth == Truth::unknown) return nullptr;
    }
    return nullptr;
}

void add_daily(PartScore& score, const Part& part, const UnitView& view) {
    Decimal sum;
    for (const Entry* entry : view.entries(EntryKind::daily, part.id)) {
        auto points = Decimal::parse(entry->value);
        if (!points) continue;
        sum += *points;
        score.decisions.push_back(note_of(*entry));
    }
    if (sum.is_zero()) return;
    const Decimal low = score.earned;
    const Decimal high = score.earned + score.open;
    auto bounded = [&](const Decimal& value) { return max(0, min(value + sum, score.full)); };
    score.daily = bounded(low) - low;
    score.open = bounded(high) - bounded(low);
    score.deducted = score.full - bounded(high);
    settle(score);
}

const Dates& due_of(const Indicator& indicator, const Part& part) {
    return part.due.entries.empty() ? indicator.due : part.due;
}

void judge(PartScore& score, const Indicator& indicator, const Part& part, const UnitView& view,
           Pools& pools) {
    const Branch* branch = part.branches.empty() ? nullptr : branch_of(part, view);
    if (!part.branches.empty() && !branch) return leave_open(score, "分档条件待录入");
    const std::vector<DeductRule>& rules = branch ? branch->deduct : part.deduct;
    const auto& base = branch ? branch->base : part.base;
    if (branch) score.branch = branch->title;
    score.base = base ? min(*base, part.points) : part.points;

    SortedResults sorted = sort_out(part, rules, view, view.date_of(due_of(indicator, part)));
    score.results = std::move(sorted.all);
    score.reminders = std::move(sorted.reminders);
    score.carried = std::move(sorted.carried);
    for (const Entry* entry : sorted.decisions) score.decisions.push_back(note_of(*entry));
    if (sorted.nothing_yet) return leave_open(score, sorted.note);
    if (sorted.all_not_applicable) {
        score.state = LineState::not_applicable;
        score.note = "检查结果均为不适用";
        return;
    }
    Charge done =
        charge({part, rules, score.base, std::move(sorted.fails), std::move(sorted.undecided)},
               view, pools);
    score.deducted = part.points - done.base + done.taken;
    const bool rest_open = sorted.cases_missing || sorted.all_open;
    score.open = rest_open ? done.base - done.taken : done.open;
    if (!score.open.is_zero()) pools.open_parts.insert(part.id);
    score.base = done.base;
    score.note = sorted.note;
    for (const std::string& what : done.notes)
        score.note += (score.note.empty() ? "" : "；") + what;
    score.deductions = std::move(done.lines);
    settle(score);
}

bool has_rules(const Part& part) {
    return std::ranges::any_of(rule_lists(part), [](const auto* rules) { return !rules->empty(); });
}

// What stands in the way of judging, after marks were looked for.
bool settled_without_rules(PartScore& score, const Indicator& indicator, const Part& part,
                           const UnitView& view) {
    if (neutral_settles(score, indicator, part, view)) return true;
    if (has_rules(part) || !part.branches.empty() || !part.check.empty()) return false;
    leave_open(score, part.method == Method::imported ? "待导入外部成绩" : "待录入");
    return true;
}

void score_applicable(PartScore& score, const Indicator& indicator, const Part& part,
                      const UnitView& view, Pools& pools) {
    if (waits(score, indicator, part, view)) return;
    score.results = results_of(part, view);
    if (!apply_mark(score, part, view)) {
        if (conditions_of(indicator, part, view) == Truth::unknown)
            leave_open(score, "适用条件待录入");
        else if (!settled_without_rules(score, indicator, part, view))
            judge(score, indicator, part, view, pools);
    }
    if (score.state != LineState::not_applicable) add_daily(score, part, view);
}

}  // namespace

PartScore part_not_applicable(const Part& part, std::string note) {
    PartScore score = frame(part);
    score.state = LineState::not_applicable;
    score.note = std::move(note);
    return score;
}

PartScore score_part(const Indicator& indicator, const Part& part, const UnitView& view,
                     Pools& pools) {
    PartScore score = frame(part);
    if (exempt(score, part, view)) return score;
    if (conditions_of(indicator, part, view) == Truth::no) {
        score.state = LineState::not_applicable;
        score.note = "不符合适用条件";
    } else {
        score_applicable(score, indicator, part, view, pools);
    }
    for (DecisionNote& note : statements_on(indicator, part, view))
        score.decisions.push_back(std::move(note));
    return score;
}

}  // namespace duwang::rules
