// 扣分: the only way from findings to points taken.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/score_sheet.h"
#include "rules/scheme.h"

namespace duwang::rules {

// A fail that evidence stands behind. Nothing else can be made into one, so "we could not look"
// (not_determined) and "a person has to look" (doubtful) can never cost a point.
class ConfirmedFail {
  public:
    static std::optional<ConfirmedFail> from(const CheckResult& result);
    const CheckResult& result() const { return result_; }

  private:
    explicit ConfirmedFail(CheckResult result) : result_(std::move(result)) {}
    CheckResult result_;
};

struct PartDeductions {
    std::vector<DeductionLine> lines;  // in the order of the part's rules
    Decimal taken;                     // at most the part's points
};

// Applies the rules of a part (points in 分). One object counts once per rule; of rules that are
// alternatives the graver wins on one object (OP-07); the sum stops at the part's points (OP-06).
// The order of `fails` makes no difference.
PartDeductions deduct(const Part& part, std::vector<ConfirmedFail> fails);

// What the undecided objects could still cost at most, before caps. `undecided` holds one result
// per open answer; `done` tells which rules were already applied, `something_passed` whether any
// object was found in order (which disproves findings about the whole).
Decimal worst_case(const Part& part, const std::vector<const CheckResult*>& undecided,
                   const PartDeductions& done, bool something_passed);

}  // namespace duwang::rules
