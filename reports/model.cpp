#include "reports/model.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace duwang::reports {
namespace {

void count_outcome(Coverage& coverage, const CheckResult& result) {
    for (OutcomeCount& row : coverage.outcomes)
        if (row.outcome == result.outcome) ++row.count;
    if (result.outcome != Outcome::not_determined) return;
    for (CauseCount& row : coverage.causes)
        if (row.cause == result.cause) {
            ++row.count;
            return;
        }
    coverage.causes.push_back({result.cause, 1});
}

using Seen = std::set<std::tuple<std::string, std::string, std::string, std::string, Outcome>>;

void count_results(Coverage& coverage, const ScoreSheet& sheet, Seen& seen) {
    for (const IndicatorScore& indicator : sheet.indicators)
        for (const PartScore& part : indicator.parts)
            for (const CheckResult& r : part.results)
                if (seen.emplace(sheet.unit, r.check, r.object, r.kind, r.outcome).second)
                    count_outcome(coverage, r);
}

}  // namespace

std::int64_t Coverage::sites_reached() const {
    return std::ranges::count_if(sites, [](const SiteReach& site) { return site.reached; });
}

std::vector<const ScoreSheet*> RoundReport::ordered() const {
    std::vector<const ScoreSheet*> result;
    std::set<const ScoreSheet*> placed;
    for (const std::string& id : unit_order)
        for (const ScoreSheet& sheet : sheets)
            if (sheet.unit == id && placed.insert(&sheet).second) result.push_back(&sheet);
    for (const ScoreSheet& sheet : sheets)
        if (!placed.contains(&sheet)) result.push_back(&sheet);
    return result;
}

Coverage count_coverage(std::vector<SiteReach> sites, std::int64_t units_planned,
                        const std::vector<ScoreSheet>& sheets) {
    Coverage coverage;
    coverage.sites = std::move(sites);
    coverage.units_planned = units_planned;
    std::set<std::string_view> units;
    for (const ScoreSheet& sheet : sheets) units.insert(sheet.unit);
    coverage.units_scored = static_cast<std::int64_t>(units.size());
    for (const SiteReach& site : coverage.sites) {
        coverage.pages_fetched += site.pages_fetched;
        coverage.pages_unchanged += site.pages_unchanged;
    }
    for (Outcome outcome : {Outcome::pass, Outcome::fail, Outcome::doubtful,
                            Outcome::not_determined, Outcome::not_applicable})
        coverage.outcomes.push_back({outcome, 0});
    Seen seen;
    for (const ScoreSheet& sheet : sheets) count_results(coverage, sheet, seen);
    std::ranges::stable_sort(coverage.causes, [](const CauseCount& a, const CauseCount& b) {
        return std::tuple(-a.count, a.cause) < std::tuple(-b.count, b.cause);
    });
    return coverage;
}

Decimal open_points(const ScoreSheet& sheet) { return sheet.applicable - sheet.decided; }

std::string_view state_label(const ScoreSheet& sheet) {
    if (sheet.applicable.is_zero()) return "不评价";
    return sheet.provisional ? "暂定" : "已判定";
}

std::string_view state_label(LineState state) {
    switch (state) {
        case LineState::decided:
            return "已判定";
        case LineState::open:
            return "待定";
        case LineState::not_applicable:
            return "不适用";
    }
    return "";
}

}  // namespace duwang::reports
