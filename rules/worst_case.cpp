// What undecided objects could still cost: an upper bound, so that nothing looks settled too early.
#include <algorithm>
#include <set>

#include "rules/deduction.h"

namespace duwang::rules {
namespace {

bool applied(const Charge& done, const DeductRule& rule) {
    return std::ranges::any_of(done.lines, [&](const DeductionLine& line) {
        return line.kind == rule.finding && line.rule == rule.text;
    });
}

// What findings of one kind cost: every object, and once.
struct KindCost {
    Decimal per_object, once;
    bool known = false;
};

class Bound {
  public:
    Bound(const std::vector<DeductRule>& rules, const ChargeOrder& order, const Charge& done,
          const UnitView& view) {
        for (const DeductRule& rule : rules) {
            if (rule.source == Source::number || evaluate(rule.when, view) == Truth::no) continue;
            add(rule, order, done);
        }
    }

    Decimal of(const std::vector<const CheckResult*>& undecided) {
        for (const CheckResult* result : undecided) weigh(*result);
        Decimal sum;
        for (const auto& [object, points] : cost_) sum += points;
        return sum + once_costs();
    }

  private:
    std::map<std::string, KindCost> findings_, cases_;
    Decimal dearest_;                      // of any kind of finding, per object
    std::map<std::string, Decimal> cost_;  // by object
    std::set<std::string> free_;           // objects that any rule could still hit
    std::set<const KindCost*> named_;      // kinds that an answer names already

    void add(const DeductRule& rule, const ChargeOrder& order, const Charge& done) {
        KindCost& kind = (rule.source == Source::cases ? cases_ : findings_)[rule.finding];
        kind.known = true;
        const bool once = rule.per != Per::object;
        if (!once) {
            kind.per_object += rule.most();
            if (rule.source == Source::finding) dearest_ = max(dearest_, kind.per_object);
        }
        const bool ruled_out =
            rule.per == Per::whole && (order.something_passed || !done.lines.empty());
        if (applied(done, rule) || ruled_out) return;
        if (once) kind.once += rule.most();
        if (rule.ceiling) kind.once += max(0, order.base - *rule.ceiling);
    }

    const KindCost* kind_of(const CheckResult& result) {
        if (result.outcome != Outcome::doubtful && result.outcome != Outcome::fail) return nullptr;
        auto& kinds = result.check == case_check ? cases_ : findings_;
        auto found = kinds.find(result.kind);
        return found == kinds.end() ? nullptr : &found->second;
    }

    // An answer that names a kind can cost what that kind costs, no more.
    void weigh(const CheckResult& result) {
        const KindCost* kind = kind_of(result);
        Decimal& held = cost_[result.object];
        if (kind) {
            held = max(held, kind->per_object);
            if (!kind->once.is_zero()) named_.insert(kind);
        } else {
            held = max(held, dearest_);
            free_.insert(result.object);
        }
    }

    Decimal once_costs() const {
        std::vector<Decimal> others;
        Decimal sum;
        for (const auto& [name, kind] : findings_) {
            if (named_.contains(&kind))
                sum += kind.once;
            else if (kind.once > dearest_)
                others.push_back(kind.once - dearest_);
        }
        for (const auto& [name, kind] : cases_)
            if (named_.contains(&kind)) sum += kind.once;
        std::ranges::sort(others, std::greater<>());
        for (std::size_t i = 0; i < others.size() && i < free_.size(); ++i) sum += others[i];
        return sum;
    }
};

}  // namespace

Decimal worst_case(const std::vector<DeductRule>& rules, const ChargeOrder& order,
                   const Charge& done, const UnitView& view) {
    if (std::ranges::any_of(order.undecided, &CheckResult::stands_for_all)) return order.base;
    return Bound(rules, order, done, view).of(order.undecided);
}

}  // namespace duwang::rules
