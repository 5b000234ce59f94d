// Fills "{{name}}" in the page forms of the demo portals.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace duwang::demo {

// Every "{{name}}" becomes what `lookup` says; what it says is not looked at again.
std::string fill(std::string_view form,
                 const std::function<std::string(std::string_view name)>& lookup);

}  // namespace duwang::demo
