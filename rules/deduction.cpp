#include "rules/deduction.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace duwang::rules {
namespace {

bool sorts_before(const ConfirmedFail& a, const ConfirmedFail& b) {
    auto key = [](const CheckResult& r) {
        return std::tuple(std::string_view(r.object), std::string_view(r.kind),
                          std::string_view(r.message), r.evidence.front().exchange,
                          std::string_view(r.evidence.front().capture));
    };
    return key(a.result()) < key(b.result());
}

const DeductRule* rule_for(const Part& part, std::string_view kind) {
    for (const DeductRule& rule : part.deduct)
        if (rule.finding == kind) return &rule;
    return nullptr;
}

using ObjectAndGroup = std::pair<std::string, std::string>;

// Per object and group of alternatives the rule that wins: most points, then the first written.
std::map<ObjectAndGroup, const DeductRule*> winners(const Part& part,
                                                    const std::vector<ConfirmedFail>& fails) {
    std::map<ObjectAndGroup, const DeductRule*> best;
    for (const ConfirmedFail& fail : fails) {
        const DeductRule* rule = rule_for(part, fail.result().kind);
        if (!rule || rule->alternative.empty()) continue;
        const DeductRule*& holder = best[{fail.result().object, rule->alternative}];
        if (!holder || rule->points > holder->points ||
            (rule->points == holder->points && rule < holder))
            holder = rule;
    }
    return best;
}

DeductionLine line_of(const DeductRule& rule, bool part_assumed) {
    DeductionLine line;
    line.rule = rule.text;
    line.kind = rule.finding;
    line.each = rule.points;
    line.assumed = rule.assumed || part_assumed;
    return line;
}

Decimal asked_by(const DeductRule& rule, std::size_t objects) {
    std::size_t times = rule.per != Per::object ? std::min<std::size_t>(objects, 1) : objects;
    return rule.points * Decimal(static_cast<std::int64_t>(times));
}

}  // namespace

std::optional<ConfirmedFail> ConfirmedFail::from(const CheckResult& result) {
    if (result.outcome != Outcome::fail || result.evidence.empty()) return std::nullopt;
    return ConfirmedFail(result);
}

PartDeductions deduct(const Part& part, std::vector<ConfirmedFail> fails) {
    std::ranges::sort(fails, sorts_before);
    const auto best = winners(part, fails);
    PartDeductions result;
    for (const DeductRule& rule : part.deduct) {
        DeductionLine line = line_of(rule, part.assumed);
        std::set<std::string> counted;
        for (const ConfirmedFail& fail : fails) {
            const CheckResult& found = fail.result();
            if (found.kind != rule.finding) continue;
            auto winner = best.find({found.object, rule.alternative});
            if (winner != best.end() && winner->second != &rule) continue;
            if (counted.insert(found.object).second) line.findings.push_back(found);
        }
        if (line.findings.empty()) continue;
        line.asked = asked_by(rule, line.findings.size());
        line.taken = min(line.asked, part.points - result.taken);
        result.taken += line.taken;
        result.lines.push_back(std::move(line));
    }
    return result;
}

namespace {

bool applied(const PartDeductions& done, const DeductRule& rule) {
    return std::ranges::any_of(done.lines, [&](const auto& l) { return l.kind == rule.finding; });
}

// Rules that fall due once and still can.
std::vector<const DeductRule*> once_rules(const Part& part, const PartDeductions& done,
                                          bool something_passed) {
    std::vector<const DeductRule*> rules;
    for (const DeductRule& rule : part.deduct) {
        bool ruled_out = rule.per == Per::whole && (something_passed || !done.lines.empty());
        if (rule.per != Per::object && !ruled_out && !applied(done, rule)) rules.push_back(&rule);
    }
    std::ranges::stable_sort(rules, std::greater<>(), &DeductRule::points);
    return rules;
}

Decimal dearest_per_object(const Part& part) {
    Decimal dearest;
    for (const DeductRule& rule : part.deduct)
        if (rule.per == Per::object) dearest = max(dearest, rule.points);
    return dearest;
}

}  // namespace

Decimal worst_case(const Part& part, const std::vector<const CheckResult*>& undecided,
                   const PartDeductions& done, bool something_passed) {
    const Decimal dearest = dearest_per_object(part);
    std::map<std::string, Decimal> cost;  // by object
    std::set<std::string> free;           // objects that any rule could still hit
    std::set<std::string> named;          // kinds of rules that fall due once
    for (const CheckResult* result : undecided) {
        const DeductRule* rule = rule_for(part, result->kind);
        // A doubtful answer that names a kind can cost what that kind costs, no more.
        bool certain_kind = result->outcome == Outcome::doubtful && rule != nullptr;
        Decimal own = dearest;
        if (!certain_kind) {
            free.insert(result->object);
        } else if (rule->per == Per::object) {
            own = rule->points;
        } else {
            named.insert(rule->finding);
            own = 0;
        }
        Decimal& held = cost[result->object];
        held = max(held, own);
    }
    Decimal sum;
    for (const auto& [object, points] : cost) sum += points;
    std::size_t left = free.size();
    for (const DeductRule* rule : once_rules(part, done, something_passed)) {
        if (named.contains(rule->finding)) {
            sum += rule->points;
        } else if (left > 0 && rule->points > dearest) {
            sum += rule->points - dearest;
            --left;
        }
    }
    return sum;
}

}  // namespace duwang::rules
