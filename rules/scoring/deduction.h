// 扣分: the only way from findings to points taken.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/score_sheet.h"
#include "rules/scoring/unit_view.h"

namespace duwang::rules {

// A fail that evidence stands behind, or that a person confirmed on evidence. Nothing else can be
// made into one, so "we could not look" (not_determined) and "a person has to look" (doubtful) can
// never cost a point.
class ConfirmedFail {
  public:
    static std::optional<ConfirmedFail> from(const CheckResult& result);
    // A doubtful or unconfirmed fail that a person decided about.
    static std::optional<ConfirmedFail> from(const CheckResult& result, const Entry& confirmation);
    const CheckResult& result() const { return result_; }

  private:
    explicit ConfirmedFail(CheckResult result) : result_(std::move(result)) {}
    CheckResult result_;
};

// What the parts of one indicator, and parts that name each other, have in common.
struct Pools {
    std::map<std::string, Decimal> caps;  // what is left of each sub-cap (小项封顶)
    // part → object → points that were taken there
    std::map<std::string, std::map<std::string, Decimal>> taken;
    std::set<std::string> open_parts;  // where that may still turn out otherwise
};

struct Charge {
    std::vector<DeductionLine> lines;  // in the order of the rules
    Decimal base;                      // after ceilings
    Decimal taken;                     // at most `base`
    Decimal open;                      // what is not certain yet, at most `base` − `taken`
    std::vector<std::string> notes;    // numbers and choices that people still have to enter
};

struct ChargeOrder {
    const Part& part;
    const std::vector<DeductRule>& rules;
    Decimal base;  // what deductions start from
    std::vector<ConfirmedFail> fails;
    std::vector<const CheckResult*> undecided;
};

// Applies rules (points in 分). One object counts once per rule; of rules that are alternatives the
// graver wins on one object (OP-07); sub-caps, then the base, stop the sum (OP-06). The order of
// fails makes no difference, and one more fail never takes less.
//
// What is open follows from that: the same rules are applied once more with everything undecided
// failing, and no outcome can cost more than that.
Charge charge(const ChargeOrder& order, const UnitView& view, Pools& pools);

// Cases that people log are answers of this name.
inline constexpr std::string_view case_check = "case";
// The kind of a case that says: looked, there is none.

}  // namespace duwang::rules
