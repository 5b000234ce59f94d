#include "rules/deduction.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace duwang::rules {
namespace {

bool sorts_before(const ConfirmedFail& a, const ConfirmedFail& b) {
    auto key = [](const CheckResult& r) {
        const Evidence& first = r.evidence.front();
        return std::tie(r.object, r.kind, r.message, first.exchange, first.capture, r.details);
    };
    return key(a.result()) < key(b.result());
}

bool is_case(const CheckResult& result) { return result.check == case_check; }

// Objects of one rule, each with the fail that speaks for it.
using Matched = std::map<std::string, const ConfirmedFail*>;

class Charger {
  public:
    Charger(ChargeOrder order, const UnitView& view, Pools& pools)
        : order_(std::move(order)), view_(view), pools_(pools) {
        std::ranges::sort(order_.fails, sorts_before);
    }

    Charge run() {
        done_.base = order_.base;
        collect();
        settle_alternatives();
        for (std::size_t i = 0; i < order_.rules.size(); ++i) apply_ceiling(i);
        for (std::size_t i = 0; i < order_.rules.size(); ++i) apply(i);
        const Decimal left = done_.base - done_.taken;
        done_.open = min(done_.open + worst_case(order_.rules, order_, done_, view_), left);
        return std::move(done_);
    }

  private:
    ChargeOrder order_;
    const UnitView& view_;
    Pools& pools_;
    Charge done_;
    std::vector<Matched> matched_;  // by rule: what it answers to
    std::vector<Matched> charged_;  // of those: what graver alternatives left to it
    std::vector<Truth> asked_;      // by rule: whether its condition holds

    const DeductRule& rule(std::size_t i) const { return order_.rules[i]; }

    Truth answers_to(const DeductRule& rule, const CheckResult& found) const {
        if (rule.source == Source::number || found.kind != rule.finding) return Truth::no;
        if ((rule.source == Source::cases) != is_case(found)) return Truth::no;
        Truth truth = Truth::yes;
        for (const Where& where : rule.where) {
            const Truth one = view_.where(where, found);
            if (one == Truth::no) return one;
            if (one == Truth::unknown) truth = one;
        }
        return truth;
    }

    void collect() {
        matched_.resize(order_.rules.size());
        for (std::size_t i = 0; i < order_.rules.size(); ++i) {
            asked_.push_back(evaluate(rule(i).when, view_));
            if (asked_[i] == Truth::no) continue;
            for (const ConfirmedFail& fail : order_.fails) {
                const Truth truth = answers_to(rule(i), fail.result());
                if (truth == Truth::yes && asked_[i] == Truth::yes)
                    matched_[i].emplace(fail.result().object, &fail);
                else if (truth != Truth::no)
                    order_.undecided.push_back(&fail.result());
            }
        }
        charged_ = matched_;
    }

    // Points, ties broken by the order of the rules.
    std::vector<std::size_t> gravest_first(const std::string& group) const {
        std::vector<std::size_t> rules;
        for (std::size_t i = 0; i < order_.rules.size(); ++i)
            if (rule(i).alternative == group) rules.push_back(i);
        std::ranges::stable_sort(
            rules, [&](std::size_t a, std::size_t b) { return rule(a).points > rule(b).points; });
        return rules;
    }

    // On one object the graver excludes the lighter. A rule that counts once uses up one object
    // only, so that another object's lighter gap still counts: else one more gap would cost less.
    void settle_alternatives() {
        if (view_.scheme().open_points.each_alternative) return;
        std::set<std::string> groups;
        for (const DeductRule& rule : order_.rules)
            if (!rule.alternative.empty()) groups.insert(rule.alternative);
        for (const std::string& group : groups) {
            const std::vector<std::size_t> rules = gravest_first(group);
            for (std::size_t at = 0; at < rules.size(); ++at)
                for (const std::string& object : used_up(rules, at))
                    for (std::size_t later = at + 1; later < rules.size(); ++later)
                        charged_[rules[later]].erase(object);
        }
    }

    std::vector<std::string> used_up(const std::vector<std::size_t>& rules, std::size_t at) const {
        const Matched& mine = charged_[rules[at]];
        std::vector<std::string> objects;
        for (const auto& [object, fail] : mine) objects.push_back(object);
        if (rule(rules[at]).per == Per::object || objects.size() < 2) return objects;
        for (const std::string& object : objects) {
            bool lighter = false;
            for (std::size_t later = at + 1; later < rules.size(); ++later)
                lighter = lighter || charged_[rules[later]].contains(object);
            if (!lighter) return {object};
        }
        return {objects.front()};
    }

    void apply_ceiling(std::size_t i) {
        if (rule(i).ceiling && fires(i)) done_.base = min(done_.base, *rule(i).ceiling);
    }

    bool fires(std::size_t i) const {
        if (rule(i).source != Source::number) return !charged_[i].empty();
        auto value = asked_[i] == Truth::yes ? view_.fact(rule(i).finding) : std::nullopt;
        return value && rule(i).threshold && holds(*rule(i).threshold, *value).value_or(false);
    }

    DeductionLine frame(std::size_t i) const {
        DeductionLine line;
        line.rule = rule(i).text;
        line.kind = rule(i).finding;
        line.each = rule(i).points;
        line.once = rule(i).per != Per::object;
        line.ceiling = rule(i).ceiling;
        line.assumed = rule(i).assumed || order_.part.assumed;
        return line;
    }

    void apply(std::size_t i) {
        if (asked_[i] == Truth::no) return;
        if (rule(i).source == Source::number) return apply_number(i);
        if (charged_[i].empty()) return;
        DeductionLine line = frame(i);
        std::map<std::string, Decimal> shares;
        for (const auto& [object, fail] : charged_[i]) {
            line.findings.push_back(fail->result());
            shares[object] = price(i, object, line);
        }
        ask(i, line, shares);
        take(i, line, shares);
    }

    // Points of one object: fixed, or chosen by a person inside the range.
    Decimal price(std::size_t i, const std::string& object, DeductionLine& line) {
        if (!rule(i).points_most) return rule(i).points - credit(i, object, line);
        line.chosen = true;
        for (const Entry* entry : view_.entries(EntryKind::choose, order_.part.id)) {
            if (entry->object != object || entry->finding != rule(i).finding) continue;
            auto points = Decimal::parse(entry->value);
            if (points && *points >= rule(i).points && *points <= *rule(i).points_most)
                return *points;
        }
        done_.open += *rule(i).points_most - rule(i).points;
        done_.missing.push_back(fmt::format("{}：在 {}—{} 分内选定", rule(i).text,
                                            rule(i).points.exact(), rule(i).points_most->exact()));
        return rule(i).points;
    }

    // What other parts took on the object already (不重复扣).
    Decimal credit(std::size_t i, const std::string& object, DeductionLine& line) const {
        Decimal most;
        for (const std::string& part : rule(i).excluded_by) {
            auto there = pools_.taken.find(part);
            if (there == pools_.taken.end()) continue;
            auto found = there->second.find(object);
            if (found == there->second.end() || found->second <= most) continue;
            most = found->second;
            line.skipped = fmt::format("已在 {} 扣分的对象不重复扣", part);
        }
        return min(most, rule(i).points);
    }

    void ask(std::size_t i, DeductionLine& line, const std::map<std::string, Decimal>& shares) {
        Decimal sum, dearest;
        for (const auto& [object, points] : shares) {
            sum += points;
            dearest = max(dearest, points);
        }
        const auto objects = static_cast<std::int64_t>(shares.size());
        line.count = Decimal(line.once ? 1 : objects / rule(i).every);
        line.asked = line.once ? dearest : rule(i).every > 1 ? rule(i).points * line.count : sum;
    }

    void take(std::size_t i, DeductionLine& line, const std::map<std::string, Decimal>& shares) {
        line.taken = min(line.asked, done_.base - done_.taken);
        if (auto cap = pools_.caps.find(rule(i).cap); cap != pools_.caps.end()) {
            if (cap->second < line.taken) {
                line.taken = cap->second;
                line.cap = rule(i).cap;
            }
            cap->second -= line.taken;
        }
        done_.taken += line.taken;
        Decimal left = line.taken;
        for (const auto& [object, points] : shares) {
            const Decimal part = min(points, left);
            left -= part;
            Decimal& held = pools_.taken[order_.part.id][object];
            held += part;
        }
        done_.lines.push_back(std::move(line));
    }

    void apply_number(std::size_t i) {
        auto text = view_.fact(rule(i).finding);
        auto value = text ? number_of(*text) : std::nullopt;
        if (!value || asked_[i] == Truth::unknown) {
            done_.missing.push_back(fmt::format("{}：待录入 {}", rule(i).text, rule(i).finding));
            const Decimal loss =
                rule(i).ceiling ? max(0, order_.base - *rule(i).ceiling) : Decimal();
            done_.open += loss + (rule(i).shortfall_of ? rule(i).points * *rule(i).shortfall_of
                                                       : rule(i).points);
            return;
        }
        DeductionLine line = frame(i);
        if (rule(i).shortfall_of)
            line.count = max(0, *rule(i).shortfall_of - *value);
        else
            line.count = holds(*rule(i).threshold, *text).value_or(false) ? 1 : 0;
        if (line.count.is_zero()) return;
        line.number = fmt::format("{} {}", rule(i).finding, *text);
        line.asked = line.each * line.count;
        take(i, line, {});
    }
};

}  // namespace

std::optional<ConfirmedFail> ConfirmedFail::from(const CheckResult& result) {
    if (result.outcome != Outcome::fail || result.evidence.empty()) return std::nullopt;
    return ConfirmedFail(result);
}

std::optional<ConfirmedFail> ConfirmedFail::from(const CheckResult& result,
                                                 const Entry& confirmation) {
    const bool finding = result.outcome == Outcome::fail || result.outcome == Outcome::doubtful;
    if (!finding || result.evidence.empty() || confirmation.kind != EntryKind::confirm ||
        confirmation.by.empty() || confirmation.reason.empty())
        return std::nullopt;
    return ConfirmedFail(result);
}

Charge charge(ChargeOrder order, const UnitView& view, Pools& pools) {
    return Charger(std::move(order), view, pools).run();
}

}  // namespace duwang::rules
