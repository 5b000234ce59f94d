// Telephone numbers in the words of a page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/phone_rules.h"

namespace duwang {

struct PhoneNumber {
    std::string number;  // "0999-9900001", however its parts are set apart there
    std::string digits;  // to compare by
    std::string quote;   // with the words around it
};

// Each number once, in the order of the text. Numbers that are part of longer ones, dates and what
// stands behind words such as 传真 are none. Time is linear in the text, for a set of rules.
std::vector<PhoneNumber> find_phone_numbers(std::string_view text, const PhoneRules& rules);

}  // namespace duwang
