// From a deduction back to captured bytes: what every format shows of one piece of evidence.
#pragma once

#include <string>
#include <vector>

#include "core/score_sheet.h"

namespace duwang::reports {

// Was it seen by `duwang monitor`? Then it stands in the ledger and in no capture.
bool is_probe(const Evidence& evidence);
// "duwang capture show CAPTURE --exchange N": reads the exchange back and checks its hash. "" of a
// probe.
std::string show_command(const Evidence& evidence);
// The deduction a result led to, or null.
const DeductionLine* deduction_of(const PartScore& part, const CheckResult& result);
// What a result says, in one line: object, message or label of its outcome, cause.
std::string result_text(const CheckResult& result);

// How a deduction comes about: "2 × 0.5", or that people chose inside a range.
std::string deduction_text(const DeductionLine& line);

// What people stated and decided about a part, and what was settled before any finding, one line
// each: "确认 OBJECT：REASON（BY，AT）".
std::vector<std::string> decision_lines(const PartScore& part);

// "；依据 …；附件 照片.jpg SHA-256 …", or "" without any.
std::string grounds_text(const Grounds& grounds);

// "录分 1.5", "外部成绩 87 / 100 折合 3.48".
std::string mark_text(const PartScore::Mark& mark);

}  // namespace duwang::reports
