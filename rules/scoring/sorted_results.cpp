#include "rules/scoring/sorted_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/time.h"

namespace duwang::rules {
namespace {

bool has_source(const std::vector<DeductRule>& rules, Source source) {
    return std::ranges::any_of(rules,
                               [&](const DeductRule& rule) { return rule.source == source; });
}

// A logged case as an answer: its evidence is the entry, with who, when and why.
CheckResult answer_of(const Entry& entry) {
    CheckResult result;
    result.check = case_check;
    result.unit = entry.unit;
    result.object = entry.object;
    result.label = entry.object;
    result.outcome = Outcome::fail;
    result.kind = entry.finding;
    result.details = entry.details;
    result.message = entry.reason;
    Evidence evidence;
    evidence.quote = fmt::format("{}（{}）", entry.reason, entry.by);
    evidence.status = "录入";
    if (auto at = parse_timestamp(entry.at)) evidence.at = *at;
    result.evidence.push_back(std::move(evidence));
    return result;
}

class Sorter {
  public:
    Sorter(const Part& part, const UnitView& view, std::string_view due)
        : part_(part), view_(view), due_(due) {}

    SortedResults run(const std::vector<DeductRule>& rules) {
        sorted_.all = results_of(part_, view_);
        const std::size_t answers = sorted_.all.size();
        if (has_source(rules, Source::cases)) add_cases(rules);
        for (const CheckResult& result : sorted_.all) sort(result);
        if (part_.method != Method::entered && part_.method != Method::imported && answers == 0) {
            sorted_.nothing_yet = true;
            sorted_.note = "尚无检查结果";
        }
        sorted_.all_not_applicable = !sorted_.all.empty() && not_applicable_ == sorted_.all.size();
        sorted_.note += (sorted_.note.empty() || note().empty() ? "" : "；") + note();
        return std::move(sorted_);
    }

  private:
    const Part& part_;
    const UnitView& view_;
    std::string_view due_;
    SortedResults sorted_;
    std::size_t not_applicable_ = 0, blind_ = 0, doubtful_ = 0, bare_ = 0, unconfirmed_ = 0;

    // Cases of the kinds that these rules ask for. "none" says that somebody looked and found none.
    void add_cases(const std::vector<DeductRule>& rules) {
        sorted_.cases_missing = true;
        for (const Entry* entry : view_.entries(EntryKind::event, part_.id, part_.indicator)) {
            const bool asked = std::ranges::any_of(rules, [&](const DeductRule& rule) {
                return rule.source == Source::cases && rule.finding == entry->finding;
            });
            if (!asked && entry->finding != no_case) continue;
            sorted_.cases_missing = false;
            if (asked) sorted_.all.push_back(answer_of(*entry));
        }
        if (sorted_.cases_missing) sorted_.note = "个案待登记";
    }

    void leave_undecided(const CheckResult& result) {
        sorted_.kept.push_back(std::make_shared<const CheckResult>(result));
        sorted_.undecided.push_back(sorted_.kept.back().get());
    }

    void sort(const CheckResult& result) {
        const Standing stands = view_.standing(result, &part_);
        if (const Entry* decision = view_.decision(result, &part_))
            sorted_.decisions.push_back(decision);
        if (stands == Standing::passed || stands == Standing::cleared) return;
        if (stands == Standing::not_applicable) {
            ++not_applicable_;
        } else if (stands == Standing::undecided) {
            count_undecided(result);
            sorted_.all_open = sorted_.all_open || result.covers_all;
            leave_undecided(result);
        } else {
            sort_fail(result);
        }
    }

    void count_undecided(const CheckResult& result) {
        if (result.outcome == Outcome::doubtful)
            ++doubtful_;
        else if (result.outcome == Outcome::fail)
            ++(result.evidence.empty() ? bare_ : unconfirmed_);
        else
            ++blind_;
    }

    void sort_fail(const CheckResult& result) {
        if (result.check != case_check && before_due(result)) {
            sorted_.reminders.push_back(result);
            return leave_undecided(result);
        }
        if (carried(result)) {
            sorted_.carried.push_back(result);
            return;
        }
        auto fail = ConfirmedFail::from(result);
        if (!fail)
            if (const Entry* decision = view_.decision(result, &part_))
                fail = ConfirmedFail::from(result, *decision);
        if (fail)
            sorted_.fails.push_back(std::move(*fail));
        else
            leave_undecided(result);
    }

    bool before_due(const CheckResult& result) const {
        if (due_.empty() || view_.scheme().open_points.count_before_due) return false;
        Timestamp latest;
        for (const Evidence& evidence : result.evidence) latest = std::max(latest, evidence.at);
        const std::string day = latest.is_set() ? latest.date().iso() : std::string(view_.as_of());
        return !day.empty() && day <= due_;
    }

    bool carried(const CheckResult& result) const {
        const History* history = view_.context().history;
        if (!history || view_.scheme().open_points.recurrence_every_round) return false;
        return !history
                    ->deducted_in(view_.unit().id,
                                  {view_.scheme().id, part_.id, result.object, result.kind})
                    .empty();
    }

    std::string note() const {
        std::string text;
        auto add = [&](std::size_t count, std::string_view what) {
            if (count > 0)
                text += fmt::format("{}{} 个对象{}", text.empty() ? "" : "，", count, what);
        };
        add(blind_, "无法评估");
        add(doubtful_, "存疑待人工");
        add(unconfirmed_, "待人工确认");
        add(bare_, "缺少证据");
        add(sorted_.reminders.size(), fmt::format("期限（{}）未到，只提醒", due_));
        add(sorted_.carried.size(), "本期已扣过，不重复扣");
        return text;
    }
};

}  // namespace

std::vector<CheckResult> results_of(const Part& part, const UnitView& view) {
    std::vector<CheckResult> own;
    auto found = view.answers().results.find(part.check);
    if (part.check.empty() || found == view.answers().results.end()) return own;
    for (const CheckResult* result : found->second)
        if (result->variant.empty() || result->variant == part.variant) own.push_back(*result);
    auto key = [](const CheckResult& r) {
        return std::tie(r.object, r.outcome, r.kind, r.message, r.details);
    };
    std::ranges::stable_sort(own, [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return own;
}

SortedResults sort_out(const Part& part, const std::vector<DeductRule>& rules, const UnitView& view,
                       std::string_view due) {
    return Sorter(part, view, due).run(rules);
}

}  // namespace duwang::rules
