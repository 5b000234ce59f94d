#include "rules/scoring/deduction.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "rules/scoring/alternatives.h"

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

// Objects of one rule, each with the answer that speaks for it.
using Matched = std::map<std::string, const CheckResult*>;

// What a pass over the rules leaves for other parts.
struct Effects {
    std::map<std::string, Decimal> caps;     // taken from each sub-cap
    std::map<std::string, Decimal> credits;  // taken on each object
    // Of what other parts took on an object, what was not taken again: part → object → points.
    std::map<std::string, std::map<std::string, Decimal>> spent;
};

// One pass over the rules of a part: with what is certain, or with everything undecided failing.
class Pass {
  public:
    Pass(const ChargeOrder& order, const UnitView& view, const Pools& pools, bool worst)
        : order_(order), view_(view), pools_(pools), worst_(worst), caps_(pools.caps) {}

    void run() {
        done_.base = order_.base;
        collect();
        if (!view_.scheme().open_points.each_alternative)
            settle_alternatives(order_.rules, charged_);
        for (std::size_t i = 0; i < order_.rules.size(); ++i) apply_ceiling(i);
        for (std::size_t i = 0; i < order_.rules.size(); ++i) apply(i);
        // Where a cap cut something short nobody can say which object the points were taken for.
        if (capped_) effects_.credits.clear();
    }

    bool uncertain() const { return uncertain_; }
    Decimal left() const { return done_.base - done_.taken; }
    Charge take() { return std::move(done_); }
    const Effects& effects() const { return effects_; }

  private:
    const ChargeOrder& order_;
    const UnitView& view_;
    const Pools& pools_;
    const bool worst_;
    std::map<std::string, Decimal> caps_;
    Charge done_;
    Effects effects_;
    bool capped_ = false;
    bool uncertain_ = false;        // something undecided was left out
    std::vector<Matched> charged_;  // by rule: the objects it takes points for
    std::vector<bool> asked_;       // by rule: whether its condition holds

    const DeductRule& rule(std::size_t i) const { return order_.rules[i]; }

    // What is unknown counts in the worst pass only.
    bool counts(Truth truth) {
        if (truth != Truth::unknown) return truth == Truth::yes;
        uncertain_ = true;
        return worst_;
    }

    bool answers_to(const DeductRule& rule, const CheckResult& found) {
        if (rule.source == Source::number) return false;
        if ((rule.source == Source::cases) != is_case(found)) return false;
        // An answer about one object that names no kind could become any but one about the whole.
        if (found.outcome == Outcome::not_determined || found.kind.empty())
            return rule.per != Per::whole;
        if (found.kind != rule.finding) return false;
        Truth truth = Truth::yes;
        for (const Where& where : rule.where) {
            const Truth one = view_.where(where, found);
            if (one == Truth::no) return false;
            if (one == Truth::unknown) truth = one;
        }
        return counts(truth);
    }

    void collect() {
        for (const DeductRule& rule : order_.rules) {
            asked_.push_back(counts(evaluate(rule.when, view_)));
            Matched& matched = charged_.emplace_back();
            if (!asked_.back()) continue;
            for (const ConfirmedFail& fail : order_.fails)
                if (answers_to(rule, fail.result()))
                    matched.emplace(fail.result().object, &fail.result());
            for (const CheckResult* result : order_.undecided)
                if (answers_to(rule, *result)) add_undecided(matched, *result);
        }
    }

    void add_undecided(Matched& matched, const CheckResult& result) {
        if (matched.contains(result.object)) return;
        uncertain_ = true;
        if (worst_) matched.emplace(result.object, &result);
    }

    void apply_ceiling(std::size_t i) {
        if (rule(i).ceiling && fires(i)) done_.base = min(done_.base, *rule(i).ceiling);
    }

    bool fires(std::size_t i) {
        if (rule(i).source != Source::number) return !charged_[i].empty();
        return asked_[i] && !times(i).is_zero();
    }

    // How often a rule on a number counts.
    Decimal times(std::size_t i) {
        auto text = view_.fact(rule(i).finding);
        auto value = text ? number_of(*text) : std::nullopt;
        if (!value) {
            uncertain_ = true;
            return worst_ ? rule(i).shortfall_of.value_or(1) : Decimal();
        }
        if (rule(i).shortfall_of)
            return max(0, min(*rule(i).shortfall_of - *value, *rule(i).shortfall_of));
        return rule(i).threshold && holds(*rule(i).threshold, *text).value_or(false) ? 1 : 0;
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
        if (!asked_[i]) return;
        if (rule(i).source == Source::number) return apply_number(i);
        if (charged_[i].empty()) return;
        DeductionLine line = frame(i);
        std::map<std::string, Decimal> shares;
        for (const auto& [object, result] : charged_[i]) {
            line.findings.push_back(*result);
            shares[object] = price(i, object, line);
        }
        ask(i, line, shares);
        take(i, std::move(line), shares);
    }

    // Points of one object: fixed, or chosen by a person inside the range.
    Decimal price(std::size_t i, const std::string& object, DeductionLine& line) {
        if (!rule(i).points_most) return rule(i).points - credit(i, object, line);
        line.chosen = true;
        const auto entries = view_.entries(EntryKind::choose, order_.part.id);
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            if ((*entry)->object != object || (*entry)->finding != rule(i).finding) continue;
            auto points = Decimal::parse((*entry)->value);
            if (points && *points >= rule(i).points && *points <= *rule(i).points_most)
                return *points;
        }
        uncertain_ = true;
        done_.notes.push_back(fmt::format("{}：在 {}—{} 分内选定", rule(i).text,
                                          rule(i).points.exact(), rule(i).points_most->exact()));
        return worst_ ? *rule(i).points_most : rule(i).points;
    }

    // What other parts took on the object already (不重复扣). While such a part is open, what it
    // took may turn out otherwise: the worst pass counts on none of it.
    // Each point counts once, however many rules would spare it.
    Decimal credit(std::size_t i, const std::string& object, DeductionLine& line) {
        Decimal spared;
        for (const std::string& part : rule(i).excluded_by) {
            auto there = pools_.taken.find(part);
            if (there == pools_.taken.end() || !there->second.contains(object)) continue;
            const bool open = pools_.open_parts.contains(part);
            uncertain_ = uncertain_ || open;
            if (open && worst_) continue;
            Decimal& used = effects_.spent[part][object];
            const Decimal now =
                max(0, min(there->second.at(object) - used, rule(i).points - spared));
            if (now.is_zero()) continue;
            used += now;
            spared += now;
            line.skipped = fmt::format("已在 {} 扣分的对象不重复扣", part);
        }
        return spared;
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

    void take(std::size_t i, DeductionLine line, const std::map<std::string, Decimal>& shares) {
        line.taken = min(line.asked, left());
        if (auto cap = caps_.find(rule(i).cap); cap != caps_.end()) {
            if (cap->second < line.taken) {
                line.taken = cap->second;
                line.cap = rule(i).cap;
            }
            cap->second -= line.taken;
            effects_.caps[rule(i).cap] += line.taken;
        }
        done_.taken += line.taken;
        capped_ = capped_ || line.taken < line.asked;
        if (!line.once && rule(i).every == 1 && !beside_once(rule(i)))
            for (const auto& [object, points] : shares) effects_.credits[object] += points;
        done_.lines.push_back(std::move(line));
    }

    // Beside alternatives that count once nobody can say which object the points were taken for.
    bool beside_once(const DeductRule& rule) const {
        return !rule.alternative.empty() &&
               std::ranges::any_of(order_.rules, [&](const DeductRule& other) {
                   return other.alternative == rule.alternative && other.per != Per::object;
               });
    }

    void apply_number(std::size_t i) {
        auto text = view_.fact(rule(i).finding);
        if (!text || !number_of(*text))
            done_.notes.push_back(fmt::format("{}：待录入 {}", rule(i).text, rule(i).finding));
        DeductionLine line = frame(i);
        line.count = times(i);
        if (line.count.is_zero()) return;
        line.number = fmt::format("{} {}", rule(i).finding, text.value_or(""));
        line.asked = line.each * line.count;
        take(i, std::move(line), {});
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

Charge charge(const ChargeOrder& order, const UnitView& view, Pools& pools) {
    ChargeOrder sorted = order;
    std::ranges::sort(sorted.fails, sorts_before);
    Pass certain(sorted, view, pools, false);
    certain.run();
    Decimal open;
    if (certain.uncertain()) {
        Pass worst(sorted, view, pools, true);
        worst.run();
        open = max(0, certain.left() - worst.left());
        pools.open_parts.insert(order.part.id);  // also where no point is left to lose
    }
    for (const auto& [name, points] : certain.effects().caps) pools.caps[name] -= points;
    for (const auto& [part, objects] : certain.effects().spent)
        for (const auto& [object, points] : objects) pools.taken[part][object] -= points;
    for (const auto& [object, points] : certain.effects().credits)
        pools.taken[order.part.id][object] += points;
    Charge done = certain.take();
    done.open = open;
    return done;
}

}  // namespace duwang::rules
