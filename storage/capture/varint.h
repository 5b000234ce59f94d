// The documented form of a page's links: ids ascending, differences as LEB128 varints.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::storage {

std::string pack_ids(std::vector<std::int64_t> ids);  // sorts and drops doubles
std::vector<std::int64_t> unpack_ids(std::string_view blob);

}  // namespace duwang::storage
