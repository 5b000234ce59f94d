// From a deduction back to captured bytes: what every format shows of one piece of evidence.
#pragma once

#include <string>

#include "core/score_sheet.h"

namespace duwang::reports {

// "duwang capture show CAPTURE --exchange N": reads the exchange back and checks its hash.
std::string show_command(const Evidence& evidence);
// The deduction a result led to, or null.
const DeductionLine* deduction_of(const PartScore& part, const CheckResult& result);
// What a result says, in one line: object, message or label of its outcome, cause.
std::string result_text(const CheckResult& result);

}  // namespace duwang::reports
