// Deduction rules proposed from free text (扣分标准). A person decides; nothing is taken over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang::rules {

struct RuleProposal {
    std::string text;  // the clause, as written
    std::string yaml;  // the rule, with … where a person has to fill in the kind of finding
};

// Only from the plain forms: 每缺一项扣0.5分 · 未…的扣2分 · 每件次扣0.5分 ·
// 少于12条的，每少一条扣0.5分.
std::vector<RuleProposal> propose_rules(std::string_view text);

}  // namespace duwang::rules
