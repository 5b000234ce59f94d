#include "rules/part_score.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "rules/deduction.h"

namespace duwang::rules {
namespace {

PartScore frame(const Part& part) {
    PartScore score;
    score.id = part.id;
    score.title = part.title;
    score.method = method_word(part.method);
    score.full = part.points;
    score.assumed = part.assumed;
    return score;
}

void settle(PartScore& score) {
    score.earned = score.full - score.deducted - score.open;
    score.state = score.open.is_zero() ? LineState::decided : LineState::open;
}

void leave_open(PartScore& score, std::string note) {
    score.open = score.full;
    score.note = std::move(note);
    settle(score);
}

// The latest mark of a part; among marks of one moment the lowest, so that order is no matter.
const EnteredMark* mark_for(const Part& part, const Unit& unit,
                            std::span<const EnteredMark> marks) {
    const EnteredMark* found = nullptr;
    for (const EnteredMark& mark : marks) {
        if (mark.unit != unit.id || mark.indicator != part.id) continue;
        if (mark.points.is_negative() || mark.points > part.points) continue;
        if (!found || mark.at > found->at || (mark.at == found->at && mark.points < found->points))
            found = &mark;
    }
    return found;
}

void apply_mark(PartScore& score, const EnteredMark& mark) {
    score.mark = PartScore::Mark{mark.by, mark.at, mark.reason, mark.points};
    score.deducted = score.full - mark.points;
    if (!score.results.empty()) score.note = "以人工录分为准，自动检查结果供参考";
    settle(score);
}

std::vector<CheckResult> results_of(const Part& part, const Unit& unit,
                                    std::span<const CheckResult> results) {
    std::vector<CheckResult> own;
    for (const CheckResult& result : results)
        if (!part.check.empty() && result.check == part.check && result.unit == unit.id)
            own.push_back(result);
    auto key = [](const CheckResult& r) {
        return std::tuple(std::string_view(r.object), r.outcome, std::string_view(r.kind),
                          std::string_view(r.message));
    };
    std::ranges::stable_sort(own, [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return own;
}

struct Sorted {
    std::vector<ConfirmedFail> fails;
    std::vector<const CheckResult*> undecided;
    std::size_t passed = 0;
    std::size_t not_applicable = 0;
    std::size_t bare_fails = 0;  // fails without evidence count as undecided
};

Sorted sort_out(const std::vector<CheckResult>& results) {
    Sorted sorted;
    for (const CheckResult& result : results) {
        if (auto fail = ConfirmedFail::from(result)) {
            sorted.fails.push_back(std::move(*fail));
        } else if (result.outcome == Outcome::not_applicable) {
            ++sorted.not_applicable;
        } else if (result.outcome == Outcome::pass) {
            ++sorted.passed;
        } else {
            sorted.undecided.push_back(&result);
            if (result.outcome == Outcome::fail) ++sorted.bare_fails;
        }
    }
    return sorted;
}

std::string open_note(const Sorted& sorted) {
    std::size_t doubtful = 0;
    for (const CheckResult* result : sorted.undecided)
        if (result->outcome == Outcome::doubtful) ++doubtful;
    std::size_t blind = sorted.undecided.size() - doubtful - sorted.bare_fails;
    std::string note;
    auto add = [&](std::size_t count, std::string_view what) {
        if (count > 0) note += fmt::format("{}{} 个对象{}", note.empty() ? "" : "，", count, what);
    };
    add(blind, "无法评估");
    add(doubtful, "存疑待人工");
    add(sorted.bare_fails, "缺少证据");
    return note;
}

void judge(const Part& part, PartScore& score) {
    if (score.results.empty()) return leave_open(score, "尚无检查结果");
    Sorted sorted = sort_out(score.results);
    if (sorted.not_applicable == score.results.size()) {
        score.state = LineState::not_applicable;
        score.note = "检查结果均为不适用";
        return;
    }
    PartDeductions done = deduct(part, std::move(sorted.fails));
    score.deducted = done.taken;
    score.open =
        min(worst_case(part, sorted.undecided, done, sorted.passed > 0), part.points - done.taken);
    score.note = open_note(sorted);
    score.deductions = std::move(done.lines);
    settle(score);
}

}  // namespace

PartScore part_not_applicable(const Part& part, std::string note) {
    PartScore score = frame(part);
    score.state = LineState::not_applicable;
    score.note = std::move(note);
    return score;
}

PartScore score_part(const Part& part, const Unit& unit, std::span<const CheckResult> results,
                     std::span<const EnteredMark> marks) {
    PartScore score = frame(part);
    score.results = results_of(part, unit, results);
    if (const EnteredMark* mark = mark_for(part, unit, marks))
        apply_mark(score, *mark);
    else if (part.method == Method::entered)
        leave_open(score, "待录入");
    else
        judge(part, score);
    return score;
}

}  // namespace duwang::rules
