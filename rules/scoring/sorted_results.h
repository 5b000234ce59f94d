// The answers about one part, sorted by what they can do to its points.
#pragma once

#include <memory>

#include "rules/scoring/deduction.h"

namespace duwang::rules {

struct SortedResults {
    std::vector<CheckResult> all;  // every answer looked at, logged cases included
    std::vector<ConfirmedFail> fails;
    std::vector<const CheckResult*> undecided;  // into `kept`
    std::vector<std::shared_ptr<const CheckResult>> kept;
    std::vector<CheckResult> reminders;  // found before the due date (OP-20)
    std::vector<CheckResult> carried;    // deducted in an earlier round of the period (OP-09)
    std::vector<const Entry*> decisions;
    std::string note;
    bool all_open = false;  // an answer for everything could not be had
    bool all_not_applicable = false;
    bool nothing_yet = false;    // nobody answered
    bool cases_missing = false;  // rules on cases, and nobody said whether there were any
};

// Answers of the part's check in a stable order.
std::vector<CheckResult> results_of(const Part& part, const UnitView& view);

// `due`: ISO date, or empty: what was captured up to that day is only a reminder.
SortedResults sort_out(const Part& part, const std::vector<DeductRule>& rules, const UnitView& view,
                       std::string_view due);

}  // namespace duwang::rules
