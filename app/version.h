#pragma once

#include <string_view>

namespace duwang::app {

inline constexpr std::string_view version = DUWANG_VERSION;

}  // namespace duwang::app
