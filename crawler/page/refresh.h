// <meta http-equiv=refresh>: where it leads.
#pragma once

#include <string>
#include <string_view>

namespace duwang::crawler {

// The address in "0; url='…'"; empty when there is none (the page is then only shown again).
std::string refresh_target(std::string_view content);

}  // namespace duwang::crawler
