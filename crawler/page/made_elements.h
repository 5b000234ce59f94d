// Scripts and frames that a script makes with createElement: what they bring is no part of the page
// as it arrives (F09).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

struct MadeElement {
    std::string address;  // empty: not written as one literal
    bool frame = false;
    std::size_t offset = 0;  // within the script
};

// The addresses that are set as src in a script that makes a script or a frame. When not one of
// them is a literal, one element without an address stands for them.
std::vector<MadeElement> made_elements(std::string_view uncommented);

}  // namespace duwang::crawler
