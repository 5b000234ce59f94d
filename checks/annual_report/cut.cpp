#include "checks/annual_report/cut.h"

#include <algorithm>

#include "checks/annual_report/equation_text.h"

namespace duwang::checks {

bool was_cut(const DocumentFacts& document) {
    const auto says_so = [](const auto& part) {
        return std::ranges::any_of(part.notes, [](const std::string& note) {
            return note == "flow_cut" || note == "cut";
        });
    };
    return says_so(document) || std::ranges::any_of(document.tables, says_so);
}

void hold_back(EquationResult& result) {
    if (result.outcome == Outcome::not_determined || result.outcome == Outcome::not_applicable)
        return;
    result.outcome = Outcome::not_determined;
    result.reason = "cut";
    result.message = equation_message(result);
}

void hold_back(EquationResults& results) {
    for (EquationResult& one : results) hold_back(one);
}

}  // namespace duwang::checks
