// The documented forms of lists of numbers: a page's links are ids ascending, differences as LEB128
// varints.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::storage {

std::string pack_ids(std::vector<std::int64_t> ids);  // sorts and drops doubles
std::vector<std::int64_t> unpack_ids(std::string_view blob);

// Numbers in the order given: differences to the one before, signed (zigzag), as LEB128 varints.
std::string pack_numbers(const std::vector<std::int64_t>& numbers);
std::vector<std::int64_t> unpack_numbers(std::string_view blob);

}  // namespace duwang::storage
