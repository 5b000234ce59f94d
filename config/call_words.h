// vocabulary/calls.yaml: how call sheets (电话抽查表) find telephone numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/phone_rules.h"
#include "core/result.h"

namespace duwang::config {

struct PhoneRulesLoad {
    PhoneRules rules;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

// Every list has to be there; nothing is built in.
PhoneRulesLoad load_phone_rules(const std::string& path);
PhoneRulesLoad parse_phone_rules(std::string_view yaml, const std::string& name);

}  // namespace duwang::config
